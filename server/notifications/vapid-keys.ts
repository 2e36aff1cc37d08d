import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import webPush from 'web-push'
import type { ServiceConfig } from '../config.ts'

const vapidKeys = v.object({ publicKey: v.string(), privateKey: v.string() })
export type VapidKeys = v.InferOutput<typeof vapidKeys>

const keptOf = new Map<string, VapidKeys>()

/** Made when they are first needed; browsers that subscribed know the clinic by them, so they stay. */
export const vapidKeysOf = ({ dataDir }: Pick<ServiceConfig, 'dataDir'>): VapidKeys => {
  const file = join(dataDir, 'vapid.json')
  const kept = keptOf.get(file)
  if (kept) return kept
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, JSON.stringify(webPush.generateVAPIDKeys()), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const keys = v.parse(vapidKeys, JSON.parse(readFileSync(file, 'utf8')))
  keptOf.set(file, keys)
  return keys
}
