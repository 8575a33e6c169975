/** A sentence that ends with a code in brackets, such as why a sender is held: the code leads to the catalogue. */
import { TextLink } from "#components/ui/text-link.tsx";
import { codeAtEnd } from "#lib/domain/error-codes.ts";
import { errorPath } from "./help-paths.ts";

export function TextWithCode({ text }: { text: string }) {
  const parts = codeAtEnd(text);
  if (!parts) return text;
  return (
    <>
      {parts.before}(<TextLink href={errorPath(parts.code)}>{parts.code}</TextLink>)
    </>
  );
}
