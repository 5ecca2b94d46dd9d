import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { packagePath } from "../src/util/package-root.ts";
import { loadCatalog } from "../src/policies/catalog.ts";

const text = await readFile(packagePath("docs", "requests.md"), "utf8");

it("docs/requests.md lists every kind, with its actions and attributes", async () => {
  const { kinds } = await loadCatalog();
  const rows = text
    .split("\n\n")
    .find((part) => part.startsWith("| kind"))
    ?.split("\n")
    .slice(2)
    .map((row) => row.split("|").slice(1, -1).map(namesIn));
  const listed = (rows ?? []).flatMap(
    ([names = [], actions = [], attributes = []]) =>
      names.map((name) => ({ name, actions, attributes })),
  );
  const areas = namesIn(
    /The areas of flags and experiments are (.*?)\./s.exec(text)?.[1] ?? "",
  );
  expect(
    listed.map(({ name, actions, attributes }) => ({
      name,
      actions: actions
        .flatMap((action) =>
          action.startsWith("<area>")
            ? areas.map((area) => action.replace("<area>", area))
            : action,
        )
        .sort(),
      attributes: ["organization", ...attributes].sort(),
    })),
  ).toEqual(
    listed.map(({ name }) => {
      const kind = kinds.find((each) => each.name === name);
      return {
        name,
        actions: kind?.actions.toSorted(),
        attributes: [...(kind?.attributes.keys() ?? [])].sort(),
      };
    }),
  );
  expect(listed.map(({ name }) => name).sort()).toEqual(
    kinds.map(({ name }) => name).sort(),
  );
});

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
}
