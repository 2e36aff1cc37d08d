import { join, resolve } from 'node:path'
import { confirm, isCancel, select, text } from '@clack/prompts'
import * as v from 'valibot'
import { type AcmeSettings, acmeSettings, authorityOf } from './certificate/acme-settings.ts'
import { readDirectory } from './certificate/authority.ts'
import { type NodePlan, nodePlan, type TlsFiles, tlsFiles } from './node-plan.ts'
import { reasonOf } from './reason-of.ts'
import { SetupError } from './setup-error.ts'

const stopped = () => new SetupError('Nothing was changed.')

const ask = async (message: string, schema: v.GenericSchema<unknown, unknown>, initialValue = ''): Promise<string> => {
  const answer = await text({
    message,
    initialValue,
    validate: (value) => {
      const result = v.safeParse(schema, value ?? '')
      return result.success ? undefined : `That does not fit: ${result.issues[0].message}.`
    },
  })
  if (isCancel(answer)) throw stopped()
  return answer
}

const { name, serverName, url, folder, host, admin } = nodePlan.entries
const { directoryUrl, email, httpPort } = acmeSettings.entries
const { kid, keyFile: externalKeyFile } = acmeSettings.entries.externalAccount.wrapped.wrapped.entries

const typedPort = v.pipe(v.string(), v.digits('a number'), v.transform(Number), v.unwrap(httpPort))

const askFiles = async (server: string, place: string): Promise<TlsFiles> => ({
  certFile: await ask(
    `Which file has the certificate of ${server}, with its chain?`,
    tlsFiles.entries.certFile,
    join(place, 'tls.pem'),
  ),
  keyFile: await ask('And which its key?', tlsFiles.entries.keyFile, join(place, 'tls.key')),
})

const askAgreement = async (by: string, terms: string | null) => {
  const agrees = await confirm({ message: `Do you agree to the terms of ${by}? ${terms ?? ''}`, initialValue: false })
  if (isCancel(agrees)) throw stopped()
  if (!agrees) throw new SetupError(`Nothing was changed: without that ${by} gives no certificate. Take another one.`)
  return agrees
}

/** The authority itself says what it wants of whoever asks. */
const askAcme = async (place: string): Promise<AcmeSettings> => {
  const address = await ask('Which authority? Its ACME directory:', v.unwrap(directoryUrl), v.getDefault(directoryUrl))
  const by = authorityOf({ directoryUrl: address })
  const said = await readDirectory(address, null).catch((error: unknown) => {
    throw new SetupError(`${by} is not reached: ${reasonOf(error)}. Nothing was changed.`)
  })
  return v.parse(acmeSettings, {
    directoryUrl: address,
    agreesToTerms: await askAgreement(by, said.terms),
    email: await ask('To which e-mail address shall it write when something is wrong?', email),
    httpPort: Number(
      await ask('It asks port 80 of these names. On which port of this machine does that arrive?', typedPort, '80'),
    ),
    externalAccount: said.wantsExternalAccount
      ? {
          kid: await ask(`${by} wants to know whose contract this is. Which key id (kid) has it given you?`, kid),
          keyFile: await ask(
            'And which file has the key (HMAC)?',
            externalKeyFile,
            join(place, 'external-account.key'),
          ),
        }
      : null,
  })
}

const askTls = async (server: string, place: string): Promise<NodePlan['tls']> => {
  const from = await select({
    message: `Where does the certificate of ${server} come from?`,
    options: [
      { value: 'acme', label: 'The node gets it and renews it by itself (ACME)', hint: 'as from Let’s Encrypt' },
      { value: 'files', label: 'From files that somebody else renews' },
    ],
  })
  if (isCancel(from)) throw stopped()
  return from === 'acme' ? { acme: await askAcme(place) } : askFiles(server, place)
}

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
    tls: await askTls(answers.serverName, place),
    admin: {
      localpart: await ask('Who administers it first? The name to sign in with:', admin.entries.localpart),
      name: await ask('And the name that people read:', admin.entries.name),
    },
  })
}
