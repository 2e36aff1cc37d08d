import { join, resolve } from 'node:path'
import { isCancel, text } from '@clack/prompts'
import * as v from 'valibot'
import { type NodePlan, nodePlan } from './node-plan.ts'
import { SetupError } from './setup-error.ts'

const ask = async (message: string, schema: v.GenericSchema<unknown, unknown>, initialValue = ''): Promise<string> => {
  const answer = await text({
    message,
    initialValue,
    validate: (value) => {
      const result = v.safeParse(schema, value ?? '')
      return result.success ? undefined : `That does not fit: ${result.issues[0].message}.`
    },
  })
  if (isCancel(answer)) throw new SetupError('Nothing was changed.')
  return answer
}

const { name, serverName, url, folder, host, tls, admin } = nodePlan.entries

/** Asks what a clinic decides; what it does not ask has a default, and can be changed in the file that is kept. */
export const askPlan = async (): Promise<NodePlan> => {
  const answers = {
    name: await ask('What is the clinic called?', name),
    serverName: await ask('Which server name shall its accounts have, after the colon? It stays for good.', serverName),
  }
  const web = await ask('Under which web address shall people open it?', url, `https://${answers.serverName}`)
  const place = await ask('In which folder shall everything lie?', folder, resolve('/var/lib/consilium'))
  return v.parse(nodePlan, {
    ...answers,
    url: web,
    folder: place,
    host: await ask('Which IP address do browsers and partners reach?', v.unwrap(host), '127.0.0.1'),
    tls: {
      certFile: await ask(
        `Which file has the certificate of ${answers.serverName}, with its chain?`,
        tls.entries.certFile,
        join(place, 'tls.pem'),
      ),
      keyFile: await ask('And which its key?', tls.entries.keyFile, join(place, 'tls.key')),
    },
    admin: {
      localpart: await ask('Who administers it first? The name to sign in with:', admin.entries.localpart),
      name: await ask('And the name that people read:', admin.entries.name),
    },
  })
}
