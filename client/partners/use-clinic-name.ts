import { type Accessor, createSignal } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'

type Api = ReturnType<typeof useClinicApi>

/** Asked once: every row of a list says which clinic somebody belongs to. */
const ownNames = new WeakMap<Api, Accessor<string | null>>()

const ownNameOf = (api: Api): Accessor<string | null> => {
  const known = ownNames.get(api)
  if (known) return known
  const [name, setName] = createSignal<string | null>(null)
  ownNames.set(api, name)
  unwrap(api.own.api.clinic.$get()).then(
    (card) => setName(card.name),
    () => ownNames.delete(api),
  )
  return name
}

/** How a clinic is called; by its server name until its own name is known. */
export const useClinicName = (): ((server: ServerName) => string) => {
  const session = useSession()
  const api = useClinicApi()
  const ownName = ownNameOf(api)
  return (server) =>
    (server === session.serverName
      ? ownName()
      : api.partners().find(({ serverName }) => serverName === server)?.name) ?? server
}
