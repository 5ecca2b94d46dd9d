import { credentialPrincipal } from "../../../src/access/principal.ts";
import { directoryOf } from "../../support/acme.ts";
import { base, NO_ROLES, type TableSubject } from "./subject.ts";

/** A key of each type. */
export function credentials(id: string): readonly TableSubject[] {
  const contents = directoryOf(base(id, "project")).organization(id);
  if (contents === undefined) throw new Error("the fixture lacks it");
  return (["management_api", "scim"] as const).map((type) => ({
    name: type,
    organization: id,
    credential: type,
    ...NO_ROLES,
    principal: credentialPrincipal(contents, { id: `${type}-key`, type }),
  }));
}
