/*
 * SHA-256 of the native files of a packed terminal, by system and by path below node_modules.
 * Written by scripts/native-sums.mjs.
 */

/** The native files of each system and what they must be. */
export const NATIVE_SUMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'linux-x64': {
    '@libsql/linux-x64-gnu/index.node':
      'f6c322c857c99e43e13c31e7289044d4e0d64528bae4e23ae03f6524afe02d5e',
    '@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node':
      '572054004570f2a93630ca716c32947257283d1abbfd536f7a91cf6d98dc50db',
    'node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node':
      '5b50d9229ca6ebc78eba1dd9a8c73de18035addf041dbc5a1323cb904dd838c4',
  },
  'linux-arm64': {
    '@libsql/linux-arm64-gnu/index.node':
      '712f59a8f50a2e537afb7cc1cd57013f29e6026f355a9a4bd4716c0eccbe48c5',
    '@serialport/bindings-cpp/prebuilds/linux-arm64/@serialport+bindings-cpp.armv8.glibc.node':
      'a92389bed45b1ea7f9613e6c01de18e60cf58d484cddf065d8603c9143876f8f',
    'node-hid/prebuilds/HID_hidraw-linux-arm64/node-napi-v4.node':
      'b0e734bfcca7a2f6ce8e9543a2d39836ff61d3dadf17de5ae5a4387118457b58',
  },
  'darwin-arm64': {
    '@libsql/darwin-arm64/index.node':
      '3fd9e58190311b5ee027c3e5452a6a410b31a5d610fd55853d797bb3c9f5db0c',
    '@serialport/bindings-cpp/prebuilds/darwin-x64+arm64/@serialport+bindings-cpp.node':
      '23daa6940614b42ac940c96e0f420d7576738a515f29c25bc1e1790f9abd5704',
    'node-hid/prebuilds/HID-darwin-arm64/node-napi-v4.node':
      'fe82d0604b43c4b315552b872fc8b1fffef707cbf1fc1872a2ec7771dd528aec',
  },
  'darwin-x64': {
    '@libsql/darwin-x64/index.node':
      'f9351876c884c0fec20eccfb9ddbcdd753f3458f0ffc6757e3308fea37191bf3',
    '@serialport/bindings-cpp/prebuilds/darwin-x64+arm64/@serialport+bindings-cpp.node':
      '23daa6940614b42ac940c96e0f420d7576738a515f29c25bc1e1790f9abd5704',
    'node-hid/prebuilds/HID-darwin-x64/node-napi-v4.node':
      'c9c28d8db81d8f9d63a43fdfb91db5c472b8106ff34f663bd3131f6ced1e14bc',
  },
  'win32-x64': {
    '@libsql/win32-x64-msvc/index.node':
      '5d1de6b0e9b3f2b71d79f4c0f833cd345f7dbb0aa921a89a8ebf0a07571ddc9d',
    '@serialport/bindings-cpp/prebuilds/win32-x64/@serialport+bindings-cpp.node':
      'eead9115994f9ad9471cd607ead9aa5c3dbf460c878bafdde41b68b57679fefc',
    'node-hid/prebuilds/HID-win32-x64/node-napi-v4.node':
      'b8501067ca825b48b13a69523b2b8e7e65583a458618521e79135abcaa48d2a4',
  },
}
