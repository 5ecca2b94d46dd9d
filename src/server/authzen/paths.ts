/** The default paths of AuthZEN's HTTPS binding. */
export const PATHS = {
  evaluation: "/access/v1/evaluation",
  evaluations: "/access/v1/evaluations",
  search: {
    subject: "/access/v1/search/subject",
    resource: "/access/v1/search/resource",
    action: "/access/v1/search/action",
  },
  metadata: "/.well-known/authzen-configuration",
} as const;
