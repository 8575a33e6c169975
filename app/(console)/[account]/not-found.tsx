/** Inside an account, an address that leads nowhere: the frame stays, and so do its ways on. */
import { PageHeader } from "#components/frame/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";

export default function NotFoundInAccount() {
  return (
    <>
      <PageHeader title="Not found" />
      <Empty
        kind="nothing-matches"
        title="There is nothing at this address"
        action={
          <ButtonLink href="/" variant="primary">
            Go to the overview
          </ButtonLink>
        }
      >
        The address leads nowhere in this account, or your role here does not include it. An admin of the account can change roles.
      </Empty>
    </>
  );
}
