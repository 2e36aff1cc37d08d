import { type Accessor, createSignal } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { configOfDefault, mayInvite, type PermissionConfig } from '#shared/permissions/permission-config.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'

export type Permissions = {
  /** What holds for me; null until it is known. */
  config: Accessor<PermissionConfig | null>
  isBlocked(user: UserId): boolean
  change(next: (before: PermissionConfig) => PermissionConfig): Promise<void>
}

/** Who may write to me: what I have decided, or else what my clinic has. */
export const usePermissions = (): Permissions => {
  const session = useSession()
  const api = useClinicApi()
  const [fallback, setFallback] = createSignal<PermissionConfig | null>(null)

  const ofClinic = async (): Promise<PermissionConfig> => {
    const known = fallback()
    if (known) return known
    const given = await unwrap(api.own.api.permissions.default.$get())
    return setFallback(configOfDefault(given, session.serverName))
  }
  // Accounts that have signed in since have one; without an answer, it is asked for again when it is needed.
  if (!session.permissions.config()) ofClinic().catch(() => {})

  const config = () => session.permissions.config() ?? fallback()
  return {
    config,
    isBlocked(user) {
      const holds = config()
      return holds !== null && !mayInvite(holds, user)
    },
    async change(next) {
      await session.permissions.save(next(session.permissions.config() ?? (await ofClinic())))
    },
  }
}
