import type { Checking } from "./checking.ts";
import { isDoubtful } from "../entry.ts";
import { quote } from "../../../util/quote.ts";

/** A project may enable only modules that its organization has purchased. */
export function checkModules({ scope, report }: Checking): void {
  const { organization, lists } = scope;
  const purchased = organization.document.modules ?? [];
  for (const { place, document } of lists.Project) {
    document.modules?.forEach((module, index) => {
      if (module === undefined || purchased.includes(module)) return;
      if (isDoubtful(organization, ["modules"])) return;
      report.add({
        place,
        path: ["modules", index],
        message: `The organization has not purchased ${module}`,
        remedy: `Remove it here, or add it to the modules of organization ${quote(scope.id)}.`,
      });
    });
  }
}
