/** A sentence that ends with a code in brackets, such as why a sender is held: the code leads to the catalogue. */
import { TextLink } from "#components/ui/text-link.tsx";
import { errorPath } from "./help-paths.ts";

const ENDS_WITH_CODE = /^(.*)\((\d{3,6})\)$/s;

export function TextWithCode({ text }: { text: string }) {
  const [, before, code] = ENDS_WITH_CODE.exec(text) ?? [];
  if (code === undefined) return text;
  return (
    <>
      {before}(<TextLink href={errorPath(Number(code))}>{code}</TextLink>)
    </>
  );
}
