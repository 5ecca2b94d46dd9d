import { expect, it } from "vitest";
import { readAttributes } from "../../src/cli/attributes.ts";
import { ResourceError } from "../../src/errors/resource-error.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";

const catalog = await loadCatalog();

function read(
  kind: string,
  attr: Readonly<Record<string, string>>,
  project?: string,
): Readonly<Record<string, unknown>> {
  return readAttributes(catalog.kind(kind), "x", { project, attr });
}

it("text is read as what the attribute's type makes of it", () => {
  expect(
    read("flag", { access: "editors", editors: " a@b.example ,c@d" }),
  ).toEqual({ access: "editors", editors: ["a@b.example", "c@d"] });
  expect(read("flag", { editors: "" })).toEqual({ editors: [] });
  expect(read("guide", { published: "true" })).toEqual({ published: true });
  expect(read("organization_member", { adminCount: "12" })).toEqual({
    adminCount: 12,
  });
});

it.each(["1e3", "", "one", "1.5"])(
  "text stays as it is if the type makes nothing of it: %j is no count",
  (adminCount) => {
    expect(read("organization_member", { adminCount })).toEqual({ adminCount });
  },
);

it.each(["1e3", "", "one", "-1", "1.5"])(
  "the schema refuses what is no count: %j",
  (adminCount) => {
    const kind = catalog.kind("organization_member");
    const attr = {
      ...{ organization: "acme", user: "ana@acme.example" },
      ...{ role: "member", newRole: "none" },
    };
    const count = read("organization_member", { adminCount });
    expect(kind.problems({ ...attr, ...count })).toHaveLength(1);
    expect(kind.problems({ ...attr, adminCount: 2 })).toEqual([]);
  },
);

it("what is neither true nor false, and what no attribute has, is left to the authorizer", () => {
  expect(read("guide", { published: "yes", editor: "x" })).toEqual({
    published: "yes",
    editor: "x",
  });
});

it("the project may be given in two ways, but only once", () => {
  expect(read("flag", {}, "web")).toEqual({ project: "web" });
  expect(read("flag", { project: "web" }, "web")).toEqual({ project: "web" });
  const both = (): unknown => read("flag", { project: "ios" }, "web");
  expect(both).toThrow(ResourceError);
  expect(both).toThrow("flag:x: Its project cannot be both web and ios.");
});
