import type { Credential } from "../../model/organization.ts";

/** The name of each type of credential, with its article. */
export const CREDENTIAL_NAMES: Readonly<Record<Credential["type"], string>> = {
  management_api: "a Management API credential",
  scim: "a provisioning (SCIM) credential",
};

/** A phrase at the beginning of a sentence. */
export function capitalized(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
