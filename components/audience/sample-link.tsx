/** The way to a list of invented people. */
import { Download } from "lucide-react";
import { buttonClass } from "#components/ui/button.tsx";

export function SampleLink({ account }: { account: string }) {
  return (
    <a href={`/api/${account}/imports/sample`} download className={buttonClass({})}>
      <Download aria-hidden="true" />
      Download the sample list
    </a>
  );
}
