/** Inside an account, an address that leads nowhere: the frame stays, and so do its ways on. */
import { Empty } from "#components/ui/empty.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export default function NotFoundInAccount() {
  return (
    <Empty
      kind="nothing-matches"
      title="This page does not exist"
      action={
        <ButtonLink href="/" variant="primary">
          Go to the overview
        </ButtonLink>
      }
    >
      The address leads nowhere in this account, or your role here does not include it. An admin of the account can change roles.
    </Empty>
  );
}
