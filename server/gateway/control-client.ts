import * as v from 'valibot'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import type { ServiceConfig } from '../config.ts'

const timeoutMs = 5_000

export type Gateway = {
  /** Applies the policy at once and says how many live tunnels it cut. */
  apply(policy: FederationPolicy): Promise<{ cut: number }>
  isUp(): Promise<boolean>
}

/** How the service tells the gateway process its policy. */
export const openGatewayControl = ({ controlUrl, controlSecret }: ServiceConfig['gateway']): Gateway => ({
  async apply(policy) {
    const answer = await fetch(new URL('/policy', controlUrl), {
      method: 'PUT',
      headers: { authorization: `Bearer ${controlSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify(policy),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`)
    return v.parse(v.object({ cut: v.number() }), await answer.json())
  },
  async isUp() {
    try {
      return (await fetch(new URL('/health', controlUrl), { signal: AbortSignal.timeout(2_000) })).ok
    } catch {
      return false
    }
  },
})
