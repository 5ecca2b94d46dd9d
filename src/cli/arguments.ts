import { Argument, InvalidArgumentError } from "commander";

/** The arguments that several commands have. */

export interface ResourceName {
  readonly kind: string;
  readonly id: string;
}

/** A resource by its kind and id, as a {@link ResourceName}. */
export function resourceArgument(): Argument {
  return new Argument("<kind:id>", "such as flag:new-checkout").argParser(
    (text): ResourceName => {
      const [, kind, id] = /^([^:]+):(.+)$/s.exec(text) ?? [];
      if (kind === undefined || id === undefined) {
        throw new InvalidArgumentError(
          "Give a kind and an id, such as flag:new-checkout.",
        );
      }
      return { kind, id };
    },
  );
}

export function policyFolderArgument(): Argument {
  return new Argument(
    "[folder]",
    "the folder of the policies (default: Rolebook's own)",
  );
}
