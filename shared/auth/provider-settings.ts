import * as v from 'valibot'
import { departmentsByGroup } from './group-rules.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
/** In the clear only to the machine itself, where a test's provider runs. */
const issuer = v.pipe(
  v.string(),
  v.regex(/^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/])\S+$/, 'an https address'),
)
const groups = v.array(text)

/** The hospital's own OpenID provider (Keycloak, Entra ID, ADFS …), by which people sign in; null: by password only. */
export const providerSettings = v.optional(
  v.nullable(
    v.strictObject({
      /** What the button says, e.g. "Klinikum-Konto". */
      name: text,
      issuer,
      clientId: text,
      /** A file with the client's secret alone. */
      clientSecretFile: v.pipe(v.string(), v.regex(/^\//, 'a path that begins with a slash')),
      scopes: v.optional(v.array(text), ['openid', 'profile']),
      /** By which names the provider says these. `userName` becomes the account's: nobody may change their own. */
      claims: v.optional(
        v.strictObject({
          userName: v.optional(text, 'preferred_username'),
          name: v.optional(text, 'name'),
          groups: v.optional(text, 'groups'),
        }),
        {},
      ),
      /** Who may come in at all, by group; empty: everybody whom the provider knows. */
      allowedGroups: v.optional(groups, []),
      /** Which groups make somebody an admin of the clinic; empty: admins are made here, by hand. */
      adminGroups: v.optional(groups, []),
      /** The same for the roles of auditor and operator. */
      auditorGroups: v.optional(groups, []),
      operatorGroups: v.optional(groups, []),
      /** Which group leads which department, and which works there, each by the department's id. */
      leadGroups: v.optional(departmentsByGroup, {}),
      departmentGroups: v.optional(departmentsByGroup, {}),
      /**
       * Who may sign in by a password, too. `first-admin`: nobody but the clinic's first admin, who comes in when the
       * provider does not answer or is named wrongly here, and whose password belongs into a safe.
       */
      passwordsOf: v.optional(v.picklist(['everybody', 'first-admin']), 'everybody'),
    }),
  ),
  null,
)
export type ProviderSettings = v.InferOutput<typeof providerSettings>
