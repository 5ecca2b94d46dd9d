import { printable } from "../../util/quote.ts";

/** Why a file or folder cannot be read, and what to do. */
export interface FileProblem {
  readonly message: string;
  readonly remedy: string;
}

export const NOT_A_FOLDER: FileProblem = {
  message: "This is not a folder",
  remedy: "Give the folder that holds the directory's YAML files.",
};

export const NOT_A_FILE: FileProblem = {
  message: "This is not a regular file",
  remedy: "Remove it, or give it another extension.",
};

export const TOO_LARGE: FileProblem = {
  message: "The file is larger than 16 MiB",
  remedy: "Split it into several files.",
};

export const NOT_TEXT: FileProblem = {
  message: "The file is not UTF-8 text",
  remedy: "Save it as UTF-8, or give it another extension if it is not YAML.",
};

export const OUTSIDE: FileProblem = {
  message: "The link leads out of the directory",
  remedy: "Move its target into the directory, or remove the link.",
};

const ERRORS: Readonly<Record<string, FileProblem>> = {
  ENOENT: {
    message: "This does not exist, or is a link to something that does not",
    remedy: "Correct the path, or remove the link.",
  },
  ELOOP: {
    message: "The link leads back to itself",
    remedy: "Remove the link.",
  },
  EACCES: {
    message: "Permission to read this is denied",
    remedy: "Give read permission to the user that runs this process.",
  },
};

/** Explains an error of the file system. */
export function explainFileError(error: unknown): FileProblem {
  const code =
    error instanceof Error && "code" in error ? String(error.code) : "";
  return (
    ERRORS[code] ?? {
      message: `This cannot be read: ${printable(String(error))}`,
      remedy: "Make sure that it is a readable file or folder.",
    }
  );
}
