-- A row is of one account for ever, and an account of one kind: nothing is carried from the sandbox to live or back by changing whose it is.
-- The triggers fire only where the column itself is written, which no statement of ours does.
create function "keep_account"() returns trigger language plpgsql as $$
begin
  raise exception 'A row of % stays in its account.', tg_table_name using errcode = 'integrity_constraint_violation', constraint = 'account_is_for_ever';
end
$$;

do $$
declare
  name text;
begin
  for name in select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
              where c.table_schema = current_schema() and c.column_name = 'account_id' and t.table_type = 'BASE TABLE' and t.table_name not like '\_%' order by 1
  loop
    execute format('create trigger account_is_for_ever before update of account_id on %I for each row when (old.account_id is distinct from new.account_id) execute function keep_account()', name);
  end loop;
end
$$;

create trigger kind_is_for_ever before update of kind on "account" for each row when (old.kind is distinct from new.kind) execute function "keep_account"();
