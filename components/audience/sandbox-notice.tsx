/** What is different about people on a sandbox account. */
import { Notice } from "#components/ui/notice.tsx";

export function SandboxNotice() {
  return (
    <Notice title="On the sandbox, only people who have joined it can be written to">
      Somebody joins by sending the sandbox’s join words from their own WhatsApp, and stays joined for three days. Everybody else of a list is left out of a campaign, with that reason.
    </Notice>
  );
}
