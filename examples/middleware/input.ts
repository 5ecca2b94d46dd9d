import { BUTTONS } from "./answers.ts";
import type { FlagAction } from "./flags.ts";
import { HttpError } from "./http-error.ts";

/** Reads a client's request to create a flag. */
export function toNewFlag(body: unknown): { id: string; project: string } {
  const { id, project } = fieldsOf(body);
  if (typeof id === "string" && typeof project === "string") {
    return { id, project };
  }
  throw new HttpError(400, "A flag has an id and a project.");
}

/** Reads a client's request to switch a flag. It takes no access and no editors, because other actions change those. */
export function toSwitch(body: unknown): { enabled: boolean } {
  const { enabled } = fieldsOf(body);
  if (typeof enabled === "boolean") return { enabled };
  throw new HttpError(400, "A flag is enabled, or it is not.");
}

export function toProject(query: unknown): string | undefined {
  const { project } = fieldsOf(query);
  return typeof project === "string" ? project : undefined;
}

/** Takes only actions from a list, not any text from the client. An unknown action would be an error of the service. */
export function toAction(text: string): FlagAction {
  const action = BUTTONS.find((button) => button === text);
  if (action !== undefined) return action;
  throw new HttpError(404, "There is no such button.");
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
