/** How Twilio signs a form-encoded webhook. */
import { createHmac } from "node:crypto";

export type Form = readonly (readonly [name: string, value: string])[];

/** The value of X-Twilio-Signature: HMAC-SHA1 over the whole URL and the parameters in order of name, in base64. The URL is without fragment; names occur once. */
export function signatureOf(authToken: string, url: string, form: Form): string {
  const sorted = form.toSorted(([one], [other]) => (one < other ? -1 : 1));
  let signed = url;
  for (const [name, value] of sorted) signed += name + value;
  return createHmac("sha1", authToken).update(signed).digest("base64");
}

/** The parameters as application/x-www-form-urlencoded. */
export function formEncoded(form: Form): string {
  return form.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", "+");
}
