import { createHash, randomBytes } from "node:crypto";

/** What a token begins with, so that scanners for leaked secrets know it. */
const PREFIX = "rolebook_";

/** Bytes of randomness: 256 bits, so that a hash without salt or stretching cannot be turned back. */
const SECRET_BYTES = 32;

/** A new token, which is nowhere kept. */
export function newToken(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
}

/** The SHA-256 of a token: what a tokens file keeps of it, and what is compared. */
export function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
