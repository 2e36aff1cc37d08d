import { performance } from 'node:perf_hooks'
import { askJson } from '../clinics/clinic-api.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { roomOf } from '../services/matrix-api.ts'
import { openIdTokenOf, somebodyAt } from '../services/somebody.ts'
import { type Figure, figure } from './figures.ts'

const atOnce = 8

/** Call tokens that a clinic's service gives to a member of a room; one sample is one second. */
export const measureTokens = async ({ nord, sued }: TestClinics, seconds: number): Promise<Figure[]> => {
  const [anna, bert] = await Promise.all([somebodyAt(nord), somebodyAt(sued)])
  const room = await roomOf(anna, bert)
  const openid_token = await openIdTokenOf(anna)
  const ask = () =>
    askJson(nord.reachableUrl, 'POST', '/api/calls/sfu/get', {
      body: { room, openid_token, device_id: anna.deviceId },
    })
  await Promise.all(Array.from({ length: atOnce }, ask))

  const given = Array.from({ length: seconds }, () => 0)
  const startedAt = performance.now()
  const second = () => Math.floor((performance.now() - startedAt) / 1000)
  const askOn = async () => {
    while (second() < seconds) {
      await ask()
      const now = second()
      if (now < seconds) given[now] = (given[now] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, askOn))
  return [figure('slice.tokens_per_s', '1/s', given)]
}
