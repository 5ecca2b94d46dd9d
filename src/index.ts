export type {
  Access,
  EffectiveRole,
  LostTo,
  ProjectAccess,
  Source,
  TeamSpaceMembership,
  TeamSpaceSource,
  WithheldBecause,
} from "./access/access.ts";
export {
  credentialPrincipal,
  type PrincipalOptions,
  toPrincipal,
} from "./access/principal.ts";
export { type Principal, type ProjectsByRole } from "./model/principal.ts";
export { type AccessQuery, resolveAccess } from "./access/resolve.ts";
export type { Authorizer, ResourceDecisions } from "./authorizer/authorizer.ts";
export {
  type AuthorizerOptions,
  createAuthorizer,
} from "./authorizer/create.ts";
export { DirectoryUnavailableError } from "./authorizer/directory-unavailable-error.ts";
export type {
  Change,
  Explanation,
  ProposedStep,
  Renewal,
  Step,
  StepAction,
} from "./explain/explanation.ts";
export { ForbiddenError } from "./authorizer/forbidden-error.ts";
export type {
  CheckManyRequest,
  CheckRequest,
  FilterRequest,
  NewFlagRequest,
  ResourceActions,
  ResourceOf,
  SubjectById,
  SubjectReference,
} from "./authorizer/requests.ts";
export type { DirectoryOption } from "./authorizer/snapshot.ts";
export type {
  Decision,
  DecisionSubject,
  HeldRole,
} from "./decision/decision.ts";
export { AmbiguousOrganizationError } from "./decision/organization.ts";
export { ResourceError } from "./errors/resource-error.ts";
export { Directory, OrganizationDirectory } from "./directory/directory.ts";
export { DirectoryError } from "./directory/directory-error.ts";
export type {
  CredentialDocument,
  DirectoryDocument,
  ExperimentDocument,
  FlagDocument,
  GroupDocument,
  OrganizationDocument,
  ProjectDocument,
  TeamSpaceDocument,
  UserDocument,
} from "./directory/documents.ts";
export { directoryFromDocuments } from "./directory/from-documents.ts";
export { loadDirectory } from "./directory/load.ts";
export type {
  Credential,
  Grant,
  Group,
  Item,
  Membership,
  Organization,
  OrganizationContents,
  Plan,
  Project,
  TeamSpace,
  User,
} from "./model/organization.ts";
export type { Instant } from "./model/instant.ts";
export type { Problem } from "./directory/problem.ts";
export type {
  DirectorySource,
  SourceQuery,
} from "./directory/source/source.ts";
export { reviewDirectory } from "./review/warnings.ts";
export { type Warning } from "./review/warning.ts";
export { FolderDirectory } from "./directory/watch/folder-directory.ts";
export type {
  WatchedDirectory,
  WatchOptions,
} from "./directory/watch/watched-directory.ts";
export {
  MissingAttributeError,
  UnsuitableAttributeError,
} from "./filter/attribute-errors.ts";
export type { CerbosPlan, Filter, Matchable } from "./filter/filter.ts";
export { UnsupportedPlanError } from "./filter/unsupported-plan-error.ts";
export { type Answer, type MatrixCondition } from "./matrix/ask.ts";
export { type SectionName } from "./matrix/columns.ts";
export { formatMatrix, type MatrixFormat } from "./matrix/format.ts";
export {
  buildMatrix,
  type Matrix,
  type MatrixOptions,
  type MatrixRow,
  type MatrixSection,
} from "./matrix/matrix.ts";
export { connectPdp, type ConnectOptions } from "./pdp/connect.ts";
export { PdpRequestError, PdpUnavailableError } from "./pdp/errors.ts";
export type {
  CallOptions,
  Pdp,
  PdpAnswer,
  PdpRequest,
  PlanRequest,
  QueryPlan,
  Resource,
  Ruling,
} from "./pdp/pdp.ts";
export {
  type EmbeddedPdp,
  startPdp,
  type StartOptions,
} from "./pdp/process/start.ts";
export type { RestartEvent } from "./pdp/process/supervise.ts";
export {
  Catalog,
  type Kind,
  loadCatalog,
  type RuleSummary,
} from "./policies/catalog.ts";
export type {
  Coverage,
  CoverageItem,
  CoveragePart,
} from "./policies/coverage/coverage.ts";
export { policyCoverage } from "./policies/coverage/measure.ts";
export type { Finding } from "./policies/lint/finding.ts";
export { TemporaryFolderError } from "./policies/coverage/temporary-folder.ts";
export { lintPolicies } from "./policies/lint/lint.ts";
export { PolicyError, type PolicyProblem } from "./policies/policy-error.ts";
export type { AttributeType } from "./policies/schema/attribute-schema.ts";
export { generatePolicyTypes } from "./policies/types/generate.ts";
export type {
  ActionOf,
  AnyPolicies,
  AttributesOf,
  CodeOf,
  KindOf,
  PolicyTypes,
} from "./policies/types/policy-types.ts";
export type { NewFlagAccess } from "./kinds/new-flag.ts";
export type { Policies } from "./kinds/policy-types.ts";
export {
  APP_ROLES,
  type App,
  type AppRole,
  APPS,
  type Module,
  type OrganizationRole,
} from "./model/roles.ts";
export { type ErrorCode, RolebookError } from "./errors/rolebook-error.ts";
export { UnknownNameError } from "./errors/unknown-name-error.ts";
