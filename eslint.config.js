import js from '@eslint/js'
import ts from 'typescript-eslint'
import { documented } from './scripts/lint-documented.mjs'

const NO_DEFAULT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing is called the same everywhere.',
}
const NO_ENUM = { selector: 'TSEnumDeclaration', message: 'A union of words says the same.' }
const NO_RE_EXPORT_ALL = {
  selector: 'ExportAllDeclaration',
  message: 'Import from the file that has it.',
}

export default ts.config(
  { ignores: ['dist/', 'out/', 'release/', 'node_modules/', '.cache/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [js.configs.recommended, ...ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.shared.json',
          'tsconfig.node.json',
          'tsconfig.renderer.json',
          'tsconfig.tests.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { till: { rules: { documented } } },
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-restricted-syntax': ['error', NO_DEFAULT, NO_ENUM, NO_RE_EXPORT_ALL],
      'no-restricted-properties': [
        'error',
        {
          object: 'shell',
          property: 'openExternal',
          message: 'Nothing of ours opens a browser: a till shows the till.',
        },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'till/documented': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Outside its brander nothing becomes what it was not; a parse module reads what comes from outside.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      // Text is taken apart by code points on purpose; bytes of devices hold control characters.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      'no-control-regex': 'off',
      // Known words beside `string` say what is meant.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Branded amounts and quantities are numbers.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // A figure or a word in a template needs no String(…) around it.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // The compiler cannot know what a JSON.parse, a device or another process brings.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
      // `() => void work()` and `() => push(item)` are how callbacks are written here.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true }] },
  },
  {
    files: [
      '**/*.test.ts',
      '**/*.test.tsx',
      '**/*.bench.ts',
      'e2e/**',
      '**/testing/**',
      '**/fixtures/**',
    ],
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'till/documented': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: [
      'shared/money.ts',
      'shared/quantity.ts',
      '**/brand*.ts',
      // Reads back what the journal vouches for.
      'electron/till/record.ts',
      '**/*parse*.ts',
      '**/messages.ts',
      '**/wire*.ts',
      '**/wire/**/*.ts',
      '**/*.test.ts',
      '**/*.test.tsx',
      '**/*.bench.ts',
      '**/testing/**',
      'e2e/**',
    ],
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  {
    files: ['**/text/**', '**/fixtures/**', '**/*fixtures.ts', '**/testing/**'],
    rules: { 'max-lines-per-function': 'off', 'max-params': 'off' },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off', 'till/documented': 'off' } },
  { files: ['sandbox/main.ts', 'e2e/**/*.ts'], rules: { 'no-console': 'off' } },
  // A journey without a page writes `({}, info)`.
  { files: ['e2e/**/*.ts'], rules: { 'no-empty-pattern': 'off' } },
  {
    files: ['scripts/**/*.mjs', 'scripts/**/*.cjs', 'eslint.config.js'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'Buffer',
          'console',
          'performance',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'fetch',
          'URL',
          'require',
          'module',
          '__dirname',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'max-lines': ['error', 400], 'max-params': ['error', 5] },
  },
)
