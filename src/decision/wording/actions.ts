/** Whether an action reads as a verb, such as `edit`; not one such as `edit_settings` or `metrics:write`. */
function isVerb(action: string): boolean {
  return /^[a-z]+$/i.test(action);
}

/** "may edit", or "is allowed edit_settings on": before what it is done to. */
export function mayPhrase(action: string): string {
  return isVerb(action) ? `may ${action}` : `is allowed ${action} on`;
}

/** "may not edit", or "is not allowed edit_settings on", of one or of several. */
export function mayNotPhrase(action: string, be: "is" | "are"): string {
  return isVerb(action)
    ? `may not ${action}`
    : `${be} not allowed ${action} on`;
}

/** "to edit", or "edit_settings on": after whom a rule allows it. */
export function toPhrase(action: string): string {
  return isVerb(action) ? `to ${action}` : `${action} on`;
}
