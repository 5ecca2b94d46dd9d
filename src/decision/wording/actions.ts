/** Whether an action reads as a verb. `edit` does, `edit_settings` and `metrics:write` do not. */
function isVerb(action: string): boolean {
  return /^[a-z]+$/i.test(action);
}

/** "may edit" or "is allowed edit_settings on", to be followed by the resource. */
export function mayPhrase(action: string): string {
  return isVerb(action) ? `may ${action}` : `is allowed ${action} on`;
}

/** "may not edit" or "is not allowed edit_settings on", for one or several subjects. */
export function mayNotPhrase(action: string, be: "is" | "are"): string {
  return isVerb(action)
    ? `may not ${action}`
    : `${be} not allowed ${action} on`;
}

/** "to edit" or "edit_settings on", to follow "a rule allows somebody". */
export function toPhrase(action: string): string {
  return isVerb(action) ? `to ${action}` : `${action} on`;
}
