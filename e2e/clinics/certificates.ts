import 'reflect-metadata'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 24 * 60 * 60_000
const validDays = 3650

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
type PrivateKey = Awaited<ReturnType<typeof newKeys>>['privateKey']

const pemOf = async (key: PrivateKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
const keyFrom = (pem: string) =>
  crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), algorithm, true, ['sign'])

const validity = () => ({ notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + validDays * dayMs) })

const makeAuthority = async (certificateFile: string, keyFile: string): Promise<void> => {
  const keys = await newKeys()
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Consilium demo authority',
    keys,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  writeFileSync(keyFile, await pemOf(keys.privateKey), { mode: 0o600 })
  // Last: whoever finds it finds all.
  writeFileSync(certificateFile, authority.toString('pem'))
}

/** The certificate authority of a demo, which its clinics trust beside the public ones. */
export type Authority = {
  /** `tls.pem` and `tls.key` of a name, in a folder; what is there stays. */
  keepCertificate(serverName: string, folder: string): Promise<void>
}

/** Its certificate is `ca.pem` of the folder. Its key stays too, for clinics that come later. */
export const keepAuthority = async (folder: string): Promise<Authority> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [certificateFile, keyFile] = [join(folder, 'ca.pem'), join(folder, 'ca.key')]
  if (!existsSync(certificateFile)) await makeAuthority(certificateFile, keyFile)
  return {
    async keepCertificate(serverName, place) {
      if (existsSync(join(place, 'tls.pem'))) return
      const authority = new x509.X509Certificate(readFileSync(certificateFile, 'utf8'))
      const keys = await newKeys()
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${serverName}`,
        issuer: authority.subject,
        publicKey: keys.publicKey,
        signingKey: await keyFrom(readFileSync(keyFile, 'utf8')),
        signingAlgorithm: algorithm,
        ...validity(),
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: serverName }]),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          await x509.AuthorityKeyIdentifierExtension.create(await authority.publicKey.export()),
        ],
      })
      writeFileSync(join(place, 'tls.key'), await pemOf(keys.privateKey), { mode: 0o600 })
      writeFileSync(join(place, 'tls.pem'), certificate.toString('pem'))
    },
  }
}
