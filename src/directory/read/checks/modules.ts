import type { Checking } from "./checking.ts";
import { isDoubtful } from "../entry.ts";
import { quote } from "../../../util/quote.ts";

/** A project may enable only modules that its organization has purchased. */
export function checkModules({ organization, report }: Checking): void {
  const { entry, lists } = organization;
  const purchased = entry.document.modules ?? [];
  for (const { origin, document } of lists.Project) {
    document.modules?.forEach((module, index) => {
      if (module === undefined || purchased.includes(module)) return;
      if (isDoubtful(entry, ["modules"])) return;
      report.add({
        origin,
        path: ["modules", index],
        message: `The organization has not purchased ${module}`,
        remedy: `Remove it here, or add it to the modules of organization ${quote(organization.id)}.`,
      });
    });
  }
}
