/** An audience that nobody is in yet. */
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SampleLink } from "./sample-link.tsx";

export function FirstImport({ account, canAct }: { account: string; canAct: boolean }) {
  if (!canAct) {
    return (
      <Empty kind="nothing-yet" title="No contacts yet">
        A marketer or an admin of this account imports them.
      </Empty>
    );
  }
  return (
    <Empty
      kind="nothing-yet"
      title="No contacts yet"
      action={
        <>
          <ButtonLink variant="primary" href={`/${account}/audience/imports/new`}>
            Import your first contacts
          </ButtonLink>
          <SampleLink account={account} />
        </>
      }
    >
      Bring a CSV file of people who agreed to be written to. To look around first, take the sample list of invented people.
    </Empty>
  );
}
