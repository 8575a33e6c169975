/** A phone number in monospace, in the groups of its country. Masked here, on the server, unless the reader may see it. */
import { countryName } from "#lib/domain/country-name.ts";
import { phoneGroups } from "#lib/domain/phone-groups.ts";
import { maskPhone } from "#lib/domain/phone-mask.ts";

type PhoneProps = {
  /** E.164: “+4915112345678”. */
  number: string;
  masked?: boolean;
  /** The two-letter code, shown behind the number. */
  country?: string | null;
};

export function Phone({ number, masked = true, country }: PhoneProps) {
  return (
    <span className="whitespace-nowrap">
      {masked ? <Masked number={number} country={country ?? null} /> : <Whole number={number} />}
      {country && <Country code={country} said={!masked} />}
    </span>
  );
}

/** The gaps are drawn and not written, so that what is copied is the number as machines take it. */
function Whole({ number }: { number: string }) {
  const groups = phoneGroups(number);
  return (
    <bdi dir="ltr" className="font-mono">
      {groups.map((group, index) => (
        <span key={index} className={index === 0 ? undefined : "ms-[0.45ch]"}>
          {group}
        </span>
      ))}
    </bdi>
  );
}

function Masked({ number, country }: { number: string; country: string | null }) {
  const end = number.slice(-2);
  const where = country ? ` in ${countryName(country)}` : "";
  return (
    <>
      <bdi dir="ltr" aria-hidden="true" className="font-mono">
        {maskPhone(number)}
      </bdi>
      <span className="sr-only">{/^\d\d$/.test(end) ? `Number${where} ending in ${end}; the rest is hidden` : `Hidden number${where}`}</span>
    </>
  );
}

function Country({ code, said }: { code: string; said: boolean }) {
  return (
    <>
      <span aria-hidden="true" title={countryName(code)} className="ms-2 text-ink-soft">
        {code}
      </span>
      {said && <span className="sr-only">, {countryName(code)}</span>}
    </>
  );
}
