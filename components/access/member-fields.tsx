"use client";
/** What somebody may do: a role, what is left out of it, and the most people of one launch. */
import { useState } from "react";
import { Checkbox, RadioCards } from "#components/ui/choices.tsx";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/inputs.tsx";
import { NEVER_WITHHELD, RIGHT_WORDS, rightsOf } from "#lib/domain/rights.ts";
import type { Role } from "#lib/domain/states.ts";

const ROLES = [
  { value: "analyst", label: "Analyst", help: "Sees everything but whole phone numbers, and changes nothing." },
  { value: "marketer", label: "Marketer", help: "Imports people, composes and launches." },
  { value: "admin", label: "Admin", help: "Looks after senders, settings and people as well." },
];

/** `withheld` left out: somebody new has everything that the role brings. */
export function MemberFields({ role: start, withheld, recipientsMax }: { role: Role; withheld?: readonly string[]; recipientsMax: number | null }) {
  const [role, setRole] = useState<Role>(start);
  const brought = [...rightsOf(role)].filter((right) => right !== NEVER_WITHHELD);
  return (
    <>
      <Field name="role" label="Role" group>
        <RadioCards options={ROLES} name="role" value={role} onChange={(value) => setRole(ROLES.some((each) => each.value === value) ? (value as Role) : start)} />
      </Field>
      {withheld !== undefined && brought.length > 0 && (
        <Field label="May" group help="What is not ticked is kept from this person alone.">
          <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
            {brought.map((right) => (
              <Checkbox key={right} name={`may ${right}`} label={RIGHT_WORDS[right]} defaultChecked={!withheld.includes(right)} />
            ))}
          </div>
        </Field>
      )}
      {role !== "analyst" && (
        <Field name="recipientsMax" label="Most people in one launch" optional help="A larger one needs somebody with no such limit. Empty is any number.">
          <NumberInput unit="people" defaultValue={recipientsMax === null ? "" : String(recipientsMax)} />
        </Field>
      )}
    </>
  );
}
