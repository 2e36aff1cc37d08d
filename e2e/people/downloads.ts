import { readFile } from 'node:fs/promises'
import type { Person } from './person.ts'

/** What the browser saves when that is pressed. */
export const savedBy = async (
  { page }: Person,
  press: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
