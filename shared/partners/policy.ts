import * as v from 'valibot'
import { feature } from '../features/feature.ts'
import { roomId, serverName, userId } from '../matrix/ids.ts'
import { openDefault, permissionDefault } from '../permissions/permission-config.ts'
import { partnerServices } from './limits.ts'

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
      /** What both sides let each other do; left out: everything. */
      services: v.optional(v.array(v.picklist(partnerServices))),
    }),
  ),
  /** For the module only: whom an account lets in that has decided nothing itself. */
  permissionDefault: v.optional(permissionDefault, openDefault),
  /** For the module only: what the clinic has switched off, and for whom it is the other way round. What is not named is on. */
  /** For the module only: in which our people write nothing. */
  closedRooms: v.optional(v.array(roomId), []),
  features: v.optional(v.record(feature, v.object({ isOn: v.boolean(), exceptions: v.array(userId) })), {}),
})
export type FederationPolicy = v.InferOutput<typeof federationPolicy>
