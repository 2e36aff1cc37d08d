import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { isLivekitUp } from '../calls/livekit-rooms.ts'
import type { Context } from '../context.ts'
import { isReadable } from './queries.ts'

const partStatus = v.picklist(['up', 'down'])
type PartStatus = v.InferOutput<typeof partStatus>

export const health = v.object({
  status: partStatus,
  parts: v.object({
    homeserver: partStatus,
    gateway: partStatus,
    livekit: partStatus,
    database: partStatus,
    disk: partStatus,
    files: partStatus,
  }),
})
export type Health = v.InferOutput<typeof health>

const timeoutMs = 3_000

const isDiskWritable = async (folder: string): Promise<boolean> => {
  const file = join(folder, `.health-${randomUUID()}`)
  try {
    await writeFile(file, 'x', { flag: 'wx', flush: true })
    return true
  } finally {
    await rm(file, { force: true })
  }
}

/** What throws, or has not answered in time, is down. */
const statusOf = async (check: () => boolean | Promise<boolean>): Promise<PartStatus> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  try {
    return (await Promise.race([check(), late])) ? 'up' : 'down'
  } catch {
    return 'down'
  } finally {
    clearTimeout(timer)
  }
}

/** Asks every part that the service needs, at the same time. */
export const checkHealth = async ({
  config,
  db,
  homeserver,
  gateway,
  fileStore,
}: Pick<Context, 'config' | 'db' | 'homeserver' | 'gateway' | 'fileStore'>): Promise<Health> => {
  const [ofHomeserver, ofGateway, ofLivekit, ofDatabase, ofDisk, ofFiles] = await Promise.all([
    statusOf(() => homeserver.isUp()),
    statusOf(() => gateway.isUp()),
    statusOf(() => isLivekitUp(config)),
    statusOf(async () => isReadable(db)),
    statusOf(() => isDiskWritable(config.dataDir)),
    statusOf(async () => (await fileStore.fault()) === null),
  ])
  const parts = {
    homeserver: ofHomeserver,
    gateway: ofGateway,
    livekit: ofLivekit,
    database: ofDatabase,
    disk: ofDisk,
    files: ofFiles,
  }
  return { status: Object.values(parts).every((part) => part === 'up') ? 'up' : 'down', parts }
}
