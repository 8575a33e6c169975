/** What everything that opens in front of the page has in common: the shade over the page, and the corner that closes it. */
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { IconButton } from "./button.tsx";

export function DialogShade() {
  return <Radix.Overlay className="fixed inset-0 z-40 bg-shade animate-fade" />;
}

/** Stands last in what it closes, so that the focus begins at what that is about. `className` is its place. */
export function DialogCorner({ className }: { className: string }) {
  return (
    <Radix.Close asChild>
      <IconButton label="Close" size="small" className={className}>
        <X />
      </IconButton>
    </Radix.Close>
  );
}
