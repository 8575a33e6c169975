/** Which columns of a table are shown: one link each, ticked while it is. */
import { Columns3 } from "lucide-react";
import { useId } from "react";
import { buttonClass } from "./button.tsx";
import { Panel } from "./panel.tsx";
import { PanelLink } from "./panel-link.tsx";

type ChoosableColumn = { key?: string; name: string; essential?: boolean };

type ColumnChoiceProps = { columns: readonly ChoosableColumn[]; hidden: string[]; hrefOf: (key: string) => string };

/** Columns without a key, and those that are essential, are always there. */
export function ColumnChoice({ columns, hidden, hrefOf }: ColumnChoiceProps) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClass({ variant: "quiet" })}>
        <Columns3 aria-hidden="true" />
        Columns
      </button>
      <Panel id={id} label="Columns" align="end" staysOpen>
        <ul>
          {columns.flatMap(({ key, name, essential }) => (key === undefined || essential ? [] : (
            <li key={key}>
              <PanelLink href={hrefOf(key)} current={!hidden.includes(key)} scroll={false} replace>
                {name}
                <span className="sr-only">{hidden.includes(key) ? ", hidden" : ", shown"}</span>
              </PanelLink>
            </li>
          )))}
        </ul>
      </Panel>
    </>
  );
}
