import { installFromDebian } from './debian.ts'
import { findProgram } from './run-command.ts'

const find = () => findProgram('turnserver')

/** coturn: from PATH, or from Debian when we may install it. Null without it: then calls need a way for themselves. */
export const ensureCoturn = async (say: (line: string) => void): Promise<string | null> => {
  const found = find()
  if (found) return found
  say('Installing coturn …')
  await installFromDebian('coturn')
  const installed = find()
  if (!installed) say('coturn is missing: calls behind a firewall that stops UDP do without. Install coturn to try it.')
  return installed
}
