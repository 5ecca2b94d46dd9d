/* Generated from policies by `rolebook policies types`. Do not edit. */

/** The kinds of resources, their actions and attributes, and the codes of refusals. */
export interface Policies {
  readonly kinds: {
    /** Who may see the analytics and journeys of accounts. */
    readonly account: {
      readonly actions: "view_analytics" | "view_journeys";
      /** An account, which is a customer of the organization's. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may annotate charts. */
    readonly annotation: {
      readonly actions: "create" | "edit" | "delete";
      /** A note on a point in time, which charts show. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may read the audit log. */
    readonly audit_log: {
      readonly actions: "view";
      /** The audit log of an organization. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
      };
    };
    /** Who may find, see and change dashboards, charts, cohorts, notebooks and saved segments. */
    readonly content: {
      readonly actions:
        | "view"
        | "search"
        | "create"
        | "edit"
        | "archive"
        | "delete"
        | "share"
        | "add_owner"
        | "publish"
        | "create_link"
        | "export_to_partner"
        | "remove_link"
        | "mark_official"
        | "transfer_ownership";
      /** A dashboard, chart, cohort, notebook or saved segment. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
        readonly type:
          "dashboard" | "chart" | "cohort" | "notebook" | "saved_segment";
        readonly owners: readonly string[];
        /** The users who may view it without finding it. */
        readonly sharedWith: readonly string[];
        /** Whether everybody in the project finds it. */
        readonly discoverable: boolean;
        readonly archived: boolean;
      };
    };
    /** Who may make custom events. */
    readonly custom_event: {
      readonly actions: "create";
      /** A custom event. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may see, make and change the sources and destinations of a project's data. */
    readonly data_connection: {
      readonly actions: "view" | "create" | "edit";
      /** A source or a destination of data. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
        readonly type: "source" | "destination";
      };
    };
    /** Who may make and change derived properties. */
    readonly derived_property: {
      readonly actions: "create" | "edit" | "delete";
      /** A property that is computed from others. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may read and change the environments of a project. */
    readonly environment: {
      readonly actions: "read" | "create" | "edit" | "delete";
      /** An environment that flags are evaluated in. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may label events. */
    readonly event_label: {
      readonly actions: "create";
      /** A label of an event. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may read and change experiments, area by area, and who may change a restricted one. */
    readonly experiment: {
      readonly actions:
        | "read"
        | "targeted_environments:read"
        | "activate:read"
        | "variants:read"
        | "allocation:read"
        | "analysis:read"
        | "metrics:read"
        | "create"
        | "edit"
        | "delete"
        | "manage_access"
        | "targeted_environments:write"
        | "activate:write"
        | "variants:write"
        | "allocation:write"
        | "analysis:write"
        | "metrics:write"
        | "restrict";
      /** An experiment. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
        /** Who may change it, next to their role. */
        readonly access: "everyone" | "editors";
        /** The users who may change it while its access is editors. */
        readonly editors: readonly string[];
      };
    };
    /** Who may see and change an organization's Experiment settings. */
    readonly experiment_settings: {
      readonly actions: "view" | "edit";
      /** An organization's settings of the Experiment app. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
      };
    };
    /** Who may read and change flags, area by area, and who may change a restricted one. */
    readonly flag: {
      readonly actions:
        | "read"
        | "targeted_environments:read"
        | "activate:read"
        | "variants:read"
        | "allocation:read"
        | "analysis:read"
        | "metrics:read"
        | "create"
        | "edit"
        | "delete"
        | "manage_access"
        | "targeted_environments:write"
        | "activate:write"
        | "variants:write"
        | "allocation:write"
        | "analysis:write"
        | "metrics:write"
        | "restrict";
      /** A feature flag. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
        /** Who may change it, next to their role. */
        readonly access: "everyone" | "editors";
        /** The users who may change it while its access is editors. */
        readonly editors: readonly string[];
      };
    };
    /** Who may see, make and publish guides and surveys. */
    readonly guide: {
      readonly actions:
        "view" | "create" | "edit" | "publish" | "unpublish" | "archive";
      /** A guide or a survey. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
        readonly type: "guide" | "survey";
        readonly published: boolean;
      };
    };
    /** Who may see and make heatmaps. */
    readonly heatmap: {
      readonly actions: "view" | "create";
      /** A heatmap. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may make monitors, and subscribe to them. */
    readonly monitor: {
      readonly actions: "create" | "subscribe";
      /** A monitor that watches a metric. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may read and change the mutual exclusion groups of a project. */
    readonly mutual_exclusion_group: {
      readonly actions: "read" | "create" | "edit" | "delete";
      /** A group of experiments that no user is in more than one of. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may see and change notification alerts. */
    readonly notification_alert: {
      readonly actions: "view" | "create" | "edit" | "delete";
      /** An alert that is sent when something happens. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may see and change an organization, its billing, its sign-on and its provisioning. */
    readonly organization: {
      readonly actions:
        | "view"
        | "create_project"
        | "edit_settings"
        | "manage_billing"
        | "configure_sso"
        | "manage_provisioning"
        | "rename"
        | "delete"
        | "transfer_ownership";
      /** An organization. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** The admin who owns it. */
        readonly owner: string;
      };
    };
    /** Who may see, add, change and remove the members of an organization. */
    readonly organization_member: {
      readonly actions: "view" | "add" | "edit_role" | "remove";
      /** A user's role in the organization. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** The user whose role it is. */
        readonly user: string;
        /** The role now; none for add. */
        readonly role: "none" | "viewer" | "member" | "manager" | "admin";
        /** The role to be; none for remove. */
        readonly newRole: "none" | "viewer" | "member" | "manager" | "admin";
        /** The number of admins the organization has now. */
        readonly adminCount: number;
      };
    };
    /** Who may see and change permission groups and their members. */
    readonly permission_group: {
      readonly actions:
        "view" | "create" | "edit" | "delete" | "add_member" | "remove_member";
      /** A permission group. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
      };
    };
    /** Who may see and change the settings of a project. */
    readonly project: {
      readonly actions: "view_settings" | "edit_settings" | "change_sampling";
      /** A project. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may see a project's API key. */
    readonly project_api_key: {
      readonly actions: "view";
      /** The API key of a project. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may add, change and remove a user's role in one app of a project. */
    readonly project_member: {
      readonly actions: "add" | "edit_role" | "remove";
      /** A user's role in one app of a project. */
      readonly attributes:
        | {
            /** An identifier, compared exactly. */
            readonly organization: string;
            /** An identifier, compared exactly. */
            readonly project: string;
            /** The app that the role is in. */
            readonly app: "analytics" | "experiment";
            /** The user whose role it is. */
            readonly user: string;
            /** The role now; none for add. */
            readonly role: "none" | "viewer" | "member" | "manager" | "admin";
            /** The role to be; none for remove. */
            readonly newRole:
              "none" | "viewer" | "member" | "manager" | "admin";
          }
        | {
            /** An identifier, compared exactly. */
            readonly organization: string;
            /** An identifier, compared exactly. */
            readonly project: string;
            /** The app that the role is in. */
            readonly app: "govern";
            /** The user whose role it is. */
            readonly user: string;
            /** The role now; none for add. */
            readonly role: "none" | "viewer" | "editor";
            /** The role to be; none for remove. */
            readonly newRole: "none" | "viewer" | "editor";
          }
        | {
            /** An identifier, compared exactly. */
            readonly organization: string;
            /** An identifier, compared exactly. */
            readonly project: string;
            /** The app that the role is in. */
            readonly app: "accounts";
            /** The user whose role it is. */
            readonly user: string;
            /** The role now; none for add. */
            readonly role: "none" | "viewer";
            /** The role to be; none for remove. */
            readonly newRole: "none" | "viewer";
          };
    };
    /** Who may see a project's secret key. */
    readonly project_secret_key: {
      readonly actions: "view";
      /** The secret key of a project. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may change releases. */
    readonly release: {
      readonly actions: "edit";
      /** A release of the product, as charts show it. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may see and fill team spaces. */
    readonly team_space: {
      readonly actions:
        "view" | "create" | "add_content" | "invite" | "archive";
      /** A team space. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
      };
    };
    /** Who may see and change the tracking plan of a project. */
    readonly tracking_plan: {
      readonly actions: "view" | "edit" | "approve_event" | "block_event";
      /** The tracking plan of a project. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** An identifier, compared exactly. */
        readonly project: string;
      };
    };
    /** Who may change a person's name, password and the like. */
    readonly user_profile: {
      readonly actions:
        | "edit_name"
        | "edit_title"
        | "edit_team"
        | "change_password"
        | "edit_email_subscriptions"
        | "connect_slack"
        | "change_email";
      /** What a person has of their own, whatever their role. */
      readonly attributes: {
        /** An identifier, compared exactly. */
        readonly organization: string;
        /** The user whose profile it is. */
        readonly user: string;
      };
    };
  };
  /** The refusal codes. */
  readonly codes:
    | "above_own_role"
    | "admin_only"
    | "last_admin"
    | "not_an_editor"
    | "not_an_owner"
    | "not_archived"
    | "not_self"
    | "own_role"
    | "plan_without_flag_access"
    | "published"
    | "undiscoverable"
    | "viewer_content";
}
