import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { DirectoryUnavailableError } from "../../src/authorizer/directory-unavailable-error.ts";
import { DirectoryError } from "../../src/directory/directory-error.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { ResourceError } from "../../src/errors/resource-error.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import type { DirectorySource } from "../../src/directory/source/source.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { group, organization, project, user } from "../support/acme.ts";

const pdp = await startPdp();
afterAll(() => pdp.close());

const ANA = "ana@acme.example";
const flag = {
  kind: "flag",
  id: "f",
  attr: {
    organization: "acme",
    project: "web",
    access: "everyone",
    editors: [],
  },
} as const;
const edit = { user: ANA, action: "edit", resource: flag } as const;

/** What a service's own data say of ana. */
const ABOUT_ANA: readonly DirectoryDocument[] = [
  organization({ plan: "enterprise", permissions: "project" }),
  project("web"),
  user(ANA, { name: "Ana Silva" }),
  group("payments", {
    members: [ANA],
    grants: [{ project: "web", role: "member" }],
  }),
];

function sourceOf(
  find: DirectorySource["find"],
): Promise<Awaited<ReturnType<typeof createAuthorizer>>> {
  return createAuthorizer({ pdp, directory: { find } });
}

describe("a service's own data", () => {
  it("leave a flag of another organization to the PDP", async () => {
    const authorizer = await sourceOf(() => Promise.resolve(ABOUT_ANA));
    const attr = { ...flag.attr, organization: "globex" };
    const decision = await authorizer.check({
      ...edit,
      resource: { ...flag, attr },
    });
    expect(decision.allowed).toBe(false);
    const { project, organization: owner } = attr;
    await expect(
      authorizer.check({
        ...edit,
        resource: { ...flag, attr: { organization: owner, project } },
      }),
    ).rejects.toThrow(ResourceError);
  });

  it("give roles and their provenance", async () => {
    const authorizer = await sourceOf(({ id }) =>
      Promise.resolve(id.toLowerCase() === ANA ? ABOUT_ANA : undefined),
    );
    const decision = await authorizer.check({
      ...edit,
      user: "ANA@acme.example",
    });
    expect(decision).toMatchObject({
      allowed: true,
      subject: { id: ANA, name: "Ana Silva" },
      roles: [{ role: "member", via: [{ via: [{ group: "payments" }] }] }],
    });
    const filter = await authorizer.filter({
      user: ANA,
      action: "edit",
      kind: "flag",
    });
    expect(filter.matches(flag)).toBe(true);
  });

  it("are asked for once for checks of one user in one turn", async () => {
    const find = vi.fn(() => ABOUT_ANA);
    const authorizer = await sourceOf(find);
    await Promise.all(Array.from({ length: 10 }, () => authorizer.check(edit)));
    expect(find).toHaveBeenCalledTimes(1);
    expect(find).toHaveBeenCalledWith(
      expect.objectContaining({ id: ANA }),
      expect.objectContaining({
        signal: expect.any(AbortSignal) as AbortSignal,
      }),
    );
  });

  it("refuse somebody whom they do not know, in checks and in lists", async () => {
    const authorizer = await sourceOf(() => undefined);
    const decision = await authorizer.check(edit);
    expect(decision).toMatchObject({
      allowed: false,
      subject: { id: ANA, organization: "acme", status: "unknown" },
    });
    const filter = await authorizer.filter({
      user: ANA,
      action: "edit",
      kind: "flag",
    });
    expect(filter.kind).toBe("never");
  });

  it("are of nobody else: documents about another person give nothing", async () => {
    const authorizer = await sourceOf(() => ABOUT_ANA);
    const { allowed, subject } = await authorizer.check({
      ...edit,
      user: "eve@acme.example",
    });
    expect({ allowed, status: subject.status }).toEqual({
      allowed: false,
      status: "unknown",
    });
  });

  it("that are no directory are an error that lists the problems", async () => {
    const authorizer = await sourceOf(() => [
      ...ABOUT_ANA,
      user("eve@acme.example", {
        grants: [{ project: "wbe", role: "member" }],
      }),
    ]);
    const asked = authorizer.check(edit);
    await expect(asked).rejects.toThrow(DirectoryError);
    await expect(asked).rejects.toThrow('Did you mean "web"?');
  });

  it("that cannot be read are an error with its cause", async () => {
    const cause = new Error("the database is down");
    for (const find of [
      () => Promise.reject(cause),
      () => {
        throw cause;
      },
    ]) {
      const authorizer = await sourceOf(find);
      const asked = authorizer.check(edit);
      await expect(asked).rejects.toThrow(DirectoryUnavailableError);
      await expect(asked).rejects.toThrow("the database is down");
      await expect(asked).rejects.toMatchObject({ cause });
    }
  });

  it("that do not come in time are an error, and their search is called off", async () => {
    let calledOff = false;
    const authorizer = await sourceOf(
      (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            calledOff = true;
          });
        }),
    );
    const asked = authorizer.check(edit, { deadline: 50 });
    await expect(asked).rejects.toThrow(DirectoryUnavailableError);
    await expect(asked).rejects.toThrow(/within \d+ ms/);
    expect(calledOff).toBe(true);
  });

  it("are awaited no longer than the caller waits", async () => {
    const controller = new AbortController();
    const authorizer = await sourceOf(() => new Promise(() => undefined));
    const asked = authorizer.check(edit, { signal: controller.signal });
    controller.abort(new Error("the client hung up"));
    await expect(asked).rejects.toThrow("the client hung up");
  });
});

describe("a watched directory", () => {
  it("has its changes in the next decision, and stays as it was where they are wrong", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rolebook-"));
    await cp(packagePath("examples", "acme"), folder, { recursive: true });
    const errors: Error[] = [];
    const directory = (await loadDirectory(folder)).watch({
      interval: 20,
      settle: 20,
      onError: (error) => errors.push(error),
    });
    onTestFinished(async () => {
      await directory.close();
      await rm(folder, { recursive: true });
    });
    const authorizer = await createAuthorizer({ directory, pdp });
    const mayEdit = (): Promise<boolean> =>
      authorizer.isAllowed({
        user: "pavel@acme.example",
        action: "edit",
        resource: { kind: "flag", id: "new-checkout" },
      });
    expect(await mayEdit()).toBe(false);

    const file = join(folder, "flags.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(
      file,
      text.replace("ana@acme.example, sam", "pavel@acme.example, sam"),
    );
    await vi.waitFor(async () => {
      expect(await mayEdit()).toBe(true);
    }, 5_000);
    expect(directory.reloads).toBe(1);

    await writeFile(
      file,
      text.replace("ana@acme.example, sam", "nobody@acme.example, sam"),
    );
    await vi.waitFor(() => {
      expect(errors.length).toBe(1);
    }, 5_000);
    expect(errors[0]).toBeInstanceOf(DirectoryError);
    expect(await mayEdit()).toBe(true);

    await writeFile(file, text);
    await vi.waitFor(async () => {
      expect(await mayEdit()).toBe(false);
    }, 5_000);
  });
});

describe("what is not given", () => {
  it("is read from the folder that ROLEBOOK_DIRECTORY names, with a PDP of its own", async () => {
    vi.stubEnv("ROLEBOOK_DIRECTORY", packagePath("examples", "acme"));
    vi.stubEnv("ROLEBOOK_PDP", "");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const authorizer = await createAuthorizer();
    const { allowed } = await authorizer.check({
      user: ANA,
      action: "edit",
      resource: { kind: "flag", id: "new-checkout" },
    });
    expect(allowed).toBe(true);
    await authorizer.close();
    await expect(authorizer.check(edit, { deadline: 200 })).rejects.toThrow();
  });

  it("is not made up: without a directory there is no authorizer", async () => {
    vi.stubEnv("ROLEBOOK_DIRECTORY", packagePath("no", "such", "folder"));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await expect(createAuthorizer()).rejects.toThrow(DirectoryError);
  });

  it("is an error where ROLEBOOK_PDP names no address, and not the end of the process", async () => {
    vi.stubEnv("ROLEBOOK_PDP", "nonsense");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const directory = await loadDirectory(packagePath("examples", "acme"));
    await expect(createAuthorizer({ directory })).rejects.toThrow(
      '"nonsense" is not the address of a PDP',
    );
    vi.stubEnv("ROLEBOOK_DIRECTORY", packagePath("no", "such", "folder"));
    await expect(createAuthorizer()).rejects.toThrow(DirectoryError);
  });

  it("is the caller's to close where it is given", async () => {
    const authorizer = await sourceOf(() => ABOUT_ANA);
    await authorizer.close();
    expect(await authorizer.isAllowed(edit)).toBe(true);
  });
});
