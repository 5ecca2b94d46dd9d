import { createHash, randomBytes } from "node:crypto";

/** The beginning of every token, by which scanners for leaked secrets recognize it. */
const PREFIX = "rolebook_";

/** The number of random bytes. With 256 bits, a hash needs no salt or stretching to be irreversible. */
const SECRET_BYTES = 32;

/** Makes a new token. It is not stored anywhere. */
export function newToken(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
}

/** The SHA-256 of a token, which the tokens file stores and requests are compared with. */
export function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
