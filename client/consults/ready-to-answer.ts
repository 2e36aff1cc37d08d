import { createEffect } from 'solid-js'
import { useClinicApi } from '../clinic-api/index.ts'
import type { Consult } from './believe.ts'

/**
 * Opens a session at the services of the clinics that call, before it is needed: it takes the other clinic a question
 * to ours, and whoever accepts an emergency should wait for one request only.
 */
export const createReadyToAnswer = (alerts: () => readonly Consult[]): void => {
  const api = useClinicApi()
  createEffect(() => {
    // What is wrong is said when somebody presses.
    for (const server of new Set(alerts().map(({ homeServer }) => homeServer)))
      api.authorizationAt(server).catch(() => {})
  })
}
