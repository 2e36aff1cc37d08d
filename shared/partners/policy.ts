import * as v from 'valibot'
import { serverName } from '../matrix/ids.ts'
import { openDefault, permissionDefault } from '../permissions/permission-config.ts'

/**
 * What the service tells its gateway (and, through the same file, the Synapse module).
 * `suspended` partners stay on Synapse's allow-list, so that what waits is queued and arrives later;
 * servers that are not listed do not exist for us.
 * `proposed` servers may be asked by our service who they are, and are closed for everything else.
 */
export const federationPolicy = v.object({
  partners: v.array(
    v.object({
      serverName,
      status: v.picklist(['active', 'suspended', 'proposed']),
      /** Unix time in ms after which an active partner is as good as suspended, also when nobody tells the gateway. */
      until: v.optional(v.number()),
    }),
  ),
  /** For the module only: whom an account lets in that has decided nothing itself. */
  permissionDefault: v.optional(permissionDefault, openDefault),
})
export type FederationPolicy = v.InferOutput<typeof federationPolicy>
