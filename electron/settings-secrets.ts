import type { SettingsProblem } from '../shared/settings'
import { SECRET_KEYS, SECRET_NAMES, STORED, type SecretKey } from './secrets/secret-file'
import { isRecord } from './settings-section'

type Sections = Readonly<Record<string, unknown>>

/** The settings with their secrets put in, from the environment or the key ring; what is missing is told. */
export function withSecrets(
  value: Sections,
  secrets: Readonly<Record<string, string | undefined>>,
): { readonly value: Sections; readonly problems: readonly SettingsProblem[] } {
  let filled = value
  const problems: SettingsProblem[] = []
  for (const key of SECRET_NAMES) {
    const [section = '', name = ''] = key.split('.')
    const given = filled[section]
    if (!isRecord(given)) continue
    const secret = secrets[SECRET_KEYS[key]]
    if (secret !== undefined && secret !== '') {
      filled = { ...filled, [section]: { ...given, [name]: secret } }
    } else if (given[name] === STORED) {
      problems.push(notOpened(key))
      filled = without(filled, key, given)
    }
  }
  return { value: filled, problems }
}

/** A terminal goes on without a PIN; a provider without its key does not go at all. */
function without(value: Sections, key: SecretKey, given: Sections): Sections {
  const [section = '', name = ''] = key.split('.')
  if (section === 'terminal') return { ...value, [section]: { ...given, [name]: null } }
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== section))
}

function notOpened(key: SecretKey): SettingsProblem {
  const variable = SECRET_KEYS[key]
  const orElse = variable === key ? '' : `, or set ${variable}`
  const sentence = `${key} is in the care of this computer's key ring, which does not give it out now. Write it into the settings file again${orElse}.`
  return { key, sentence, stops: true }
}
