/** Secrets at rest: AES-256-GCM, bound to the place they stand in, so that a copied ciphertext opens nowhere else. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { settings } from "../env.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Names the key and the layout, so that a later key can stand beside this one. */
const VERSION = "v1";

/** Encrypts a secret. `place` names the account and the field, such as `AC…/auth_token`. */
export function seal(secret: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key(), nonce);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return `${VERSION}.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url")}`;
}

/** A secret that this key does not open, or that stands in another place than it was written for. Trying again cannot help. */
export class SealBroken extends Error {}

/** Opens what `seal` made for the same place with the same key. Throws `SealBroken` when either differs. */
export function unseal(sealed: string, place: string): string {
  const [version, payload] = sealed.split(".");
  if (version !== VERSION || !payload) throw new SealBroken("This secret was not written by this version of Drumbeat.");
  try {
    return opened(payload, place);
  } catch {
    throw new SealBroken("This secret does not open with this key in this place.");
  }
}

function opened(payload: string, place: string): string {
  const bytes = Buffer.from(payload, "base64url");
  const decipher = createDecipheriv(ALGORITHM, key(), bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]).toString("utf8");
}

function key(): Buffer {
  return createHash("sha256").update(`drumbeat secret box|${settings().encryptionKey}`).digest();
}
