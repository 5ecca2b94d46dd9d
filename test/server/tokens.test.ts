import {
  chmod,
  mkdtemp,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { digestOf, newToken } from "../../src/server/auth/tokens/token.ts";
import {
  parseTokenFile,
  readTokenFile,
  TokenFileError,
  tokenLine,
} from "../../src/server/auth/tokens/token-file.ts";
import { verifyAmong } from "../../src/server/auth/tokens/tokens.ts";
import { watchTokenFile } from "../../src/server/auth/tokens/watched-tokens.ts";

const EXPIRY = Date.parse("2027-01-31T00:00:00Z");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-tokens-"));
});
afterAll(() => rm(folder, { recursive: true }));

function problemsOf(text: string): readonly string[] {
  try {
    parseTokenFile(text, "tokens");
  } catch (error) {
    if (error instanceof TokenFileError) return error.problems;
    throw error;
  }
  return [];
}

describe("a token", () => {
  it("has 256 bits of randomness and a mark that scanners know", () => {
    const tokens = new Set(Array.from({ length: 100 }, newToken));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(token).toMatch(/^rolebook_[\w-]{43}$/);
  });

  it("cannot be told from its line", () => {
    const token = newToken();
    const line = tokenLine("ci", token, EXPIRY);
    expect(line).toBe(
      `ci sha256:${digestOf(token).toString("hex")} expires=2027-01-31T00:00:00.000Z`,
    );
    expect(line).not.toContain(token.slice("rolebook_".length));
  });
});

describe("a tokens file", () => {
  it("holds a token a line, with comments and empty lines", () => {
    const [one, two, three] = [newToken(), newToken(), newToken()];
    const entries = parseTokenFile(
      [
        "# Who may ask.",
        "",
        tokenLine("checkout", one),
        `  ${tokenLine("checkout", two)}   # rolled out since May`,
        `${tokenLine("ops@acme.example", three)} expires=2027-01-31`,
      ].join("\r\n"),
      "tokens",
    );
    expect(entries).toEqual([
      { name: "checkout", digest: digestOf(one), expires: undefined },
      { name: "checkout", digest: digestOf(two), expires: undefined },
      { name: "ops@acme.example", digest: digestOf(three), expires: EXPIRY },
    ]);
  });

  it("lists all that is wrong with its lines, and never a token that stands there by mistake", () => {
    const token = newToken();
    const good = tokenLine("good", token);
    const problems = problemsOf(
      [
        good,
        `plain ${token}`,
        `upper ${good.split(" ")[1]?.toUpperCase() ?? ""}`,
        "name-only",
        `b@d/name ${good.split(" ")[1] ?? ""}`,
        `${tokenLine("late", newToken())} expires=2027-02-30`,
        `${tokenLine("more", newToken())} expires=2027-02-28 please`,
        `empty sha256:${digestOf("").toString("hex")}`,
      ].join("\n"),
    );
    expect(problems).toEqual([
      expect.stringMatching(/^tokens:2: The second word is not a hash/),
      expect.stringMatching(/^tokens:3: The second word is not a hash/),
      expect.stringMatching(/^tokens:4: The second word is not a hash/),
      expect.stringMatching(/^tokens:5: It does not begin with a name/),
      "tokens:5: It repeats the token of line 1.",
      expect.stringMatching(/^tokens:6: Only expires= may follow the hash/),
      expect.stringMatching(/^tokens:7: Only expires= may follow the hash/),
      "tokens:8: It is the hash of an empty text, which is not a token.",
    ]);
    expect(problems.join()).not.toContain(token);
  });

  it("holds one at least", () => {
    expect(problemsOf("# none\n\n")).toEqual([
      expect.stringContaining("It holds no token"),
    ]);
  });

  it("must be there, and not for everybody to write", async () => {
    const missing = join(folder, "missing");
    await expect(readTokenFile(missing)).rejects.toThrow("It cannot be read");
    const open = join(folder, "open");
    await writeFile(open, tokenLine("a", newToken()));
    await chmod(open, 0o646);
    await expect(readTokenFile(open)).rejects.toThrow("chmod o-w");
    // Hashes are no secret.
    await chmod(open, 0o644);
    expect(await readTokenFile(open)).toHaveLength(1);
  });
});

describe("a token that is shown", () => {
  const now = Date.parse("2027-01-01T00:00:00Z");
  const token = newToken();
  const entry = (
    name: string,
    expires?: number,
  ): Parameters<typeof verifyAmong>[0][0] => ({
    name,
    digest: digestOf(token),
    expires,
  });
  const other = { name: "other", digest: digestOf(newToken()) };

  it("is known among others, wherever it stands", () => {
    expect(verifyAmong([other, entry("mine")], token, now)).toEqual({
      kind: "valid",
      name: "mine",
    });
    expect(verifyAmong([entry("mine"), other], token, now).kind).toBe("valid");
  });

  it.each([
    ["with a letter less", token.slice(0, -1)],
    ["with a letter more", `${token}A`],
    ["in other case", token.toUpperCase()],
    ["that is the hash itself", digestOf(token).toString("hex")],
    ["that is empty", ""],
  ])("is not known %s", (_, wrong) => {
    expect(verifyAmong([other, entry("mine")], wrong, now).kind).toBe(
      "unknown",
    );
  });

  it("is valid up to its end, and not at it", () => {
    expect(verifyAmong([entry("a", now + 1)], token, now).kind).toBe("valid");
    expect(verifyAmong([entry("a", now)], token, now).kind).toBe("expired");
  });
});

describe("a tokens file that is followed", () => {
  it("lets in what was added, and no longer what was taken out", async () => {
    const file = join(folder, "followed");
    const [first, second] = [newToken(), newToken()];
    await writeFile(file, tokenLine("a", first));
    const onReload = vi.fn();
    const tokens = await watchTokenFile(file, { interval: 10, onReload });
    const kind = (token: string): string =>
      tokens.verify(token, Date.now()).kind;
    expect([kind(first), kind(second)]).toEqual(["valid", "unknown"]);

    await writeFile(
      file,
      `${tokenLine("a", first)}\n${tokenLine("a", second)}`,
    );
    await vi.waitFor(() => {
      expect([kind(first), kind(second)]).toEqual(["valid", "valid"]);
    });
    await writeFile(file, tokenLine("a", second));
    await vi.waitFor(() => {
      expect([kind(first), kind(second)]).toEqual(["unknown", "valid"]);
    });
    tokens.close();
    expect(onReload.mock.calls).toEqual([[2], [1]]);
  });

  it("keeps its tokens when it is broken, says so once, and follows when it is mended", async () => {
    const file = join(folder, "broken");
    const [first, second] = [newToken(), newToken()];
    await writeFile(file, tokenLine("a", first));
    const onError = vi.fn();
    const tokens = await watchTokenFile(file, { interval: 10, onError });
    await writeFile(file, "nonsense");
    await vi.waitFor(() => {
      expect(onError).toHaveBeenCalled();
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(onError).toHaveBeenCalledTimes(1);
    expect(tokens.verify(first, Date.now()).kind).toBe("valid");
    await writeFile(file, tokenLine("a", second));
    await vi.waitFor(() => {
      expect(tokens.verify(second, Date.now()).kind).toBe("valid");
    });
    expect(tokens.verify(first, Date.now()).kind).toBe("unknown");
    tokens.close();
  });

  it("is followed through a link, as a mounted Secret is", async () => {
    const [first, second] = [newToken(), newToken()];
    const [old, fresh] = [join(folder, "old"), join(folder, "fresh")];
    const link = join(folder, "link");
    await writeFile(old, tokenLine("a", first));
    await writeFile(fresh, tokenLine("a", second));
    await symlink(old, link);
    const tokens = await watchTokenFile(link, { interval: 10 });
    await symlink(fresh, `${link}.next`);
    await rename(`${link}.next`, link);
    await vi.waitFor(() => {
      expect(tokens.verify(second, Date.now()).kind).toBe("valid");
    });
    tokens.close();
  });
});
