import { execFileSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDirectory } from "../../src/directory/load.ts";
import { readBounded } from "../../src/directory/files/read-bounded.ts";
import {
  BASE,
  failureOf,
  folderWith,
  problemsIn,
  problemsOf,
  yaml,
} from "./support.ts";

const MIB = 1024 * 1024;

/** The problems that `x.yaml` adds to a valid directory, as `file:line message`. */
async function textOf(content: string | Uint8Array): Promise<string[]> {
  const problems = await problemsOf({ "a.yaml": BASE, "x.yaml": content });
  return problems.map(
    ({ file, line, message }) => `${String(file)}:${String(line)} ${message}`,
  );
}

describe("a hostile document", () => {
  it("may not have aliases, let alone a bomb of them", async () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 30; level++) {
      bomb.push(`k${level}: &k${level} [${"*a, ".repeat(9)}]`);
    }
    expect(await textOf(bomb.join("\n"))).toEqual([
      "x.yaml:2 Aliases (*name) are not part of the format",
    ]);
  });

  it("may not nest deeply", async () => {
    expect(await textOf("[".repeat(100_000))).toEqual([
      "x.yaml:1 The document is nested too deeply",
    ]);
    expect(await textOf("- ".repeat(100_000))).toEqual([
      "x.yaml:1 The document is nested too deeply",
    ]);
  });

  it("may not have a key twice", async () => {
    expect(await textOf("kind: User\nid: a@b\nid: c@d\n")).toEqual([
      "x.yaml:3 The key appears twice",
    ]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "gains nothing from the key %s",
    async (key) => {
      const problems = await textOf(
        yaml(`kind: User\nid: ana@acme.example\n${key}: {role: admin}`),
      );
      expect(problems).toEqual([`x.yaml:4 Unknown key "${key}"`]);
      expect(({} as { role?: string }).role).toBeUndefined();
    },
  );

  it.each(["__proto__", "constructor", "toString"])(
    "gains nothing from the kind %s",
    async (kind) => {
      expect(await textOf(yaml(`kind: ${kind}\nid: x`))).toEqual([
        `x.yaml:2 Unknown kind "${kind}"`,
      ]);
    },
  );

  it.each(["__proto__", "constructor", "toString"])(
    "gains nothing from references to %s",
    async (name) => {
      const [problem] = await textOf(
        yaml(
          `kind: User\nid: ana@acme.example\ngrants: [{project: ${name}, role: viewer}]`,
        ),
      );
      expect(problem).toMatch(
        /^x.yaml:4 (?:Project ".*" does not|"__proto__" is not an id)/,
      );
    },
  );

  it("may not use tags", async () => {
    expect(await textOf("kind: !!js/function x\n")).toEqual([
      "x.yaml:1 Tags (!name) are not part of the format",
    ]);
  });

  it("may not have mappings as keys", async () => {
    expect(await textOf("? {a: b}\n: c\n")).toHaveLength(1);
  });

  it("may not have control characters, and shows none in messages", async () => {
    expect(await textOf("id: \u0007\n")).toEqual([
      "x.yaml:1 The text has a control character",
    ]);
    const [problem] = await textOf(
      yaml('kind: Project\nid: "\\e[31m\\N\\u202e"'),
    );
    expect(problem).toBe(
      String.raw`x.yaml:3 "\u001b[31m\u0085\u202e" is not an identifier`,
    );
  });

  it("does not make messages long", async () => {
    const [problem] = await textOf(
      yaml(`kind: Project\nid: "${"x y".repeat(MIB)}"`),
    );
    expect(problem?.length).toBeLessThan(200);
  });

  it("is refused in time with very many mistakes", async () => {
    const members = (text: string): string =>
      yaml(`kind: Group\nid: g\nmembers:\n${text}`);
    const problems = await textOf(members("- 5\n".repeat(200_000)));
    expect(problems).toHaveLength(100_001);
    expect(problems.at(-1)).toContain("There are more than these");
  });

  it("is refused in time with very many keys", async () => {
    const keys = Array.from({ length: 300_000 }, (_, index) => `k${index}: 1`);
    expect(
      await textOf(yaml(`kind: User\nid: a@b\n${keys.join("\n")}`)),
    ).toEqual(["x.yaml:1 The mapping has more than 100 keys"]);
    expect(
      await textOf(
        yaml(`kind: User\nid: a@b\ngrants:\n- {}\n- {${keys.join(", ")}}`),
      ),
    ).toEqual(["x.yaml:6 The mapping has more than 100 keys"]);
  });

  it("is refused in time with a long list of the same", async () => {
    const spaces = Array.from({ length: 300_000 }, (_, index) => `s${index}`);
    const problems = await textOf(
      yaml(`kind: Group\nid: g\nteamSpaces: [${spaces.join(",")},s0]`),
    );
    expect(problems).toEqual(["x.yaml:4 The list has an entry twice"]);
  });

  it("is refused in time with very many values", async () => {
    expect(await textOf("?\n".repeat(4 * MIB))).toEqual([
      "x.yaml:undefined The file holds more than 1000000 values or lines",
    ]);
    expect(await textOf("\n".repeat(4 * MIB))).toHaveLength(1);
  });

  it("is refused in time as one of very many with syntax errors", async () => {
    expect(await textOf("---\n{\n".repeat(100_000))).toHaveLength(100);
  });
});

describe("a hostile file", () => {
  it.each<[string, Uint8Array, string]>([
    ["not UTF-8", new Uint8Array([0x61, 0x3a, 0x20, 0xff]), "not UTF-8"],
    ["UTF-16", Buffer.from("\uFEFFa: 1\n", "utf16le"), "not UTF-8"],
    ["binary", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), "control"],
  ])("is refused if it is %s", async (_name, bytes, text) => {
    const [problem, ...others] = await textOf(bytes);
    expect(problem).toContain(text);
    expect(others).toEqual([]);
  });

  it("is refused if it is larger than 16 MiB, without being read", async () => {
    const folder = folderWith({ "a.yaml": BASE, "x.yaml": "" });
    truncateSync(join(folder, "x.yaml"), 2 ** 40);
    expect(await problemsIn(folder)).toMatchObject([
      { file: "x.yaml", message: "The file is larger than 16 MiB" },
    ]);
  });

  it("may have exactly 16 MiB", async () => {
    const comment = `#${"x".repeat(16 * MIB - BASE.length - 2)}\n`;
    const folder = folderWith({ "a.yaml": comment + BASE });
    await expect(loadDirectory(folder)).resolves.toBeDefined();
    const larger = folderWith({ "a.yaml": `#${comment}${BASE}` });
    expect(await problemsIn(larger)).toHaveLength(1);
  });

  it("is not read beyond 16 MiB even where its size says nothing", async () => {
    // The kernel gives this file no size, but content.
    expect(await readBounded("/proc/self/status")).toContain("Name:");
  });

  it("is refused, without waiting, if it is a pipe", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    execFileSync("mkfifo", [join(folder, "x.yaml"), join(folder, "y")]);
    symlinkSync("y", join(folder, "z.yaml"));
    expect(await problemsIn(folder)).toMatchObject([
      { file: "x.yaml", message: "This is not a regular file" },
      { file: "z.yaml", message: "This is not a regular file" },
    ]);
    expect(await readBounded(join(folder, "y"))).toMatchObject({
      message: "This is not a regular file",
    });
  });

  it("is refused if it is a socket", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    const server = createServer().listen(join(folder, "x.yaml"));
    try {
      await new Promise((resolve) => server.once("listening", resolve));
      expect(await problemsIn(folder)).toMatchObject([
        { file: "x.yaml", message: "This is not a regular file" },
      ]);
    } finally {
      server.close();
    }
  });

  it("is refused if it is a device", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    symlinkSync("/dev/zero", join(folder, "x.yaml"));
    expect(await problemsIn(folder)).toMatchObject([{ file: "x.yaml" }]);
    expect(await readBounded("/dev/zero")).toMatchObject({
      message: "This is not a regular file",
    });
  });

  it("cannot forge lines of the message by its name", async () => {
    const folder = folderWith({ "a.yaml": BASE, "x\n y.yaml": "{" });
    const { message } = await failureOf(() => loadDirectory(folder));
    expect(message.split("\n")).toHaveLength(2);
  });
});

describe("a link", () => {
  const outside = folderWith({ "x.yaml": yaml("kind: Project\nid: ios") });

  it.each([
    ["a file outside", "x.yaml", join(outside, "x.yaml")],
    ["a folder outside", "sub", outside],
    ["the folder above", "up", ".."],
    ["the root folder", "all", "/"],
  ])("may not lead to %s", async (_name, name, target) => {
    const folder = folderWith({ "a.yaml": BASE });
    symlinkSync(target, join(folder, name));
    expect(await problemsIn(folder)).toMatchObject([
      { file: name, message: "The link leads out of the directory" },
    ]);
  });

  it("may not lead to a folder whose name only begins the same", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    mkdirSync(`${folder}-near`);
    symlinkSync(`${folder}-near`, join(folder, "near"));
    expect(await problemsIn(folder)).toMatchObject([
      { file: "near", message: "The link leads out of the directory" },
    ]);
  });

  it.each(["x.yaml", "sub"])("may not dangle: %s", async (name) => {
    const folder = folderWith({ "a.yaml": BASE });
    symlinkSync("nowhere", join(folder, name));
    expect(await problemsIn(folder)).toMatchObject([
      { file: name, remedy: "Correct the path, or remove the link." },
    ]);
  });

  it("may not lead to itself", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    symlinkSync("y", join(folder, "x"));
    symlinkSync("x", join(folder, "y"));
    expect(await problemsIn(folder)).toMatchObject([
      { file: "x", message: "The link leads back to itself" },
      { file: "y", message: "The link leads back to itself" },
    ]);
  });

  it("may lead to a folder around it, which is not read again", async () => {
    const folder = folderWith({ "sub/a.yaml": BASE });
    symlinkSync("..", join(folder, "sub", "up"));
    symlinkSync(".", join(folder, "here"));
    await expect(loadDirectory(folder)).resolves.toBeDefined();
  });

  it("to a file that is no YAML is ignored", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    symlinkSync("/etc/hosts", join(folder, "hosts"));
    await expect(loadDirectory(folder)).resolves.toBeDefined();
  });

  it("below the folder is followed, and each file is read once, by its own name", async () => {
    const folder = folderWith({ "z/a.yaml": BASE, "z/b.yaml": "{" });
    symlinkSync("z", join(folder, "a"));
    symlinkSync("z/b.yaml", join(folder, "a.yaml"));
    expect(await problemsIn(folder)).toMatchObject([{ file: "z/b.yaml" }]);
  });

  it("may be the folder itself", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    symlinkSync(folder, `${folder}-link`);
    await expect(loadDirectory(`${folder}-link`)).resolves.toBeDefined();
  });

  it("is how a mounted configuration map looks, which loads once", async () => {
    const folder = folderWith({ "..2027_01_31/a.yaml": BASE });
    symlinkSync("..2027_01_31", join(folder, "..data"));
    symlinkSync("..data/a.yaml", join(folder, "a.yaml"));
    const directory = await loadDirectory(folder);
    expect(directory.organizations).toHaveLength(1);
  });

  it("of the hard kind makes two files", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    linkSync(join(folder, "a.yaml"), join(folder, "b.yaml"));
    expect(await problemsIn(folder)).toHaveLength(3);
  });
});

describe("what is not readable", () => {
  it("is reported, files and folders", async () => {
    const folder = folderWith({
      "a.yaml": BASE,
      "b.yaml": "",
      "sub/c.yaml": "",
    });
    chmodSync(join(folder, ".."), 0o755);
    chmodSync(join(folder, "b.yaml"), 0);
    chmodSync(join(folder, "sub"), 0);
    // Nothing is denied to root.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      expect(await problemsIn(folder)).toMatchObject([
        { file: "b.yaml", message: "Permission to read this is denied" },
        { file: "sub", message: "Permission to read this is denied" },
      ]);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

describe("a path", () => {
  it("must exist", async () => {
    const { message } = await failureOf(() => loadDirectory("no/such/folder"));
    expect(message).toContain("no/such/folder: This does not exist");
  });

  it("must be a folder", async () => {
    const folder = folderWith({ "a.yaml": BASE });
    const { problems } = await failureOf(() =>
      loadDirectory(join(folder, "a.yaml")),
    );
    expect(problems).toMatchObject([{ message: "This is not a folder" }]);
  });

  it("may not hold a null byte", async () => {
    expect(
      (await failureOf(() => loadDirectory("a\0b"))).problems,
    ).toHaveLength(1);
  });

  it("must lead to YAML files", async () => {
    const folder = folderWith({ "a.json": "{}", ".hidden.yaml": BASE });
    writeFileSync(join(folder, "yaml"), BASE);
    expect(await problemsIn(folder)).toMatchObject([
      { message: "There is no YAML file in this folder" },
    ]);
  });

  it("must lead to an organization", async () => {
    for (const text of [
      "",
      "# nothing\n",
      "---\n---\n",
      yaml("kind: Project\nid: web"),
    ]) {
      expect(await problemsOf({ "a.yaml": text })).toMatchObject([
        { message: "The directory has no Organization document" },
      ]);
    }
  });
});
