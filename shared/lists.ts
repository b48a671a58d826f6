import { Bug } from './assert'

/**
 * What stands at a place of a list that is known to be long enough.
 * @throws Bug  nothing stands there
 */
export function at<T>(list: ArrayLike<T | undefined>, place: number): T {
  const found = list[place]
  if (found === undefined) throw new Bug(`Nothing stands at ${place} of ${list.length}`)
  return found
}

/**
 * What stands in a map under a key that is known to be there.
 * @throws Bug  nothing stands under it
 */
export function under<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const found = map.get(key)
  if (found === undefined) throw new Bug(`Nothing stands under ${String(key)}`)
  return found
}
