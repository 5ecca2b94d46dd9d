import { InvalidArgumentError, Option } from "commander";
import { parseInstant } from "../model/instant.ts";

/** The options that several commands have. */

export function directoryOption(): Option {
  return new Option(
    "--directory <folder>",
    "the folder of the directory (default: ROLEBOOK_DIRECTORY, else ./directory, else examples/acme in a clone)",
  );
}

export function organizationOption(): Option {
  return new Option(
    "--organization <id>",
    "which organization, if the directory has several",
  ).argParser((id) => {
    if (id === "")
      throw new InvalidArgumentError("Give the organization's id.");
    return id;
  });
}

export function pdpOption(): Option {
  return new Option(
    "--pdp <host:port>",
    "a PDP that runs elsewhere (default: ROLEBOOK_PDP, else one that Rolebook starts)",
  );
}

export function policiesOption(): Option {
  return new Option(
    "--policies <folder>",
    "the folder of the policies (default: Rolebook's own)",
  );
}

export function jsonOption(): Option {
  return new Option("--json", "print JSON");
}

export function projectOption(description: string): Option {
  return new Option("--project <id>", description);
}

export function attrOption(): Option {
  return new Option(
    "--attr <name=value>",
    "an attribute of the resource, several times if needed; separate the values of a list with commas",
  )
    .argParser(addAttribute)
    .default({}, "none");
}

export function atOption(): Option {
  return instantOption(
    "--at <time>",
    "the time to ask about, such as 2027-01-31T00:00:00Z",
  ).default(Date.now(), "now");
}

/** An option whose value is a date, or a date and time with a time zone. */
export function instantOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const instant = parseInstant(text);
    if (instant === undefined) {
      throw new InvalidArgumentError(
        "Give a date, or a date and time with a time zone, such as 2027-01-31T00:00:00Z.",
      );
    }
    return instant;
  });
}

function addAttribute(
  text: string,
  previous: Readonly<Record<string, string>>,
): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError(
      "Give a name and a value, such as app=experiment.",
    );
  }
  const name = text.slice(0, at);
  if (Object.hasOwn(previous, name)) {
    throw new InvalidArgumentError(`The attribute "${name}" is given twice.`);
  }
  return { ...previous, [name]: text.slice(at + 1) };
}
