/** A phone number in monospace. Masked here, on the server, unless the reader may see it. */

/** Keeps the first four characters and the last two: “+491•••••••34”. */
export function maskPhone(phone: string): string {
  if (phone.length <= 6) return "•".repeat(phone.length);
  return phone.slice(0, 4) + "•".repeat(phone.length - 6) + phone.slice(-2);
}

export function Phone({ number, masked = true }: { number: string; masked?: boolean }) {
  return (
    <span dir="ltr" className="font-mono whitespace-nowrap" aria-label={masked ? `number ending in ${number.slice(-2)}` : undefined} role={masked ? "img" : undefined}>
      {masked ? maskPhone(number) : number}
    </span>
  );
}
