import { createToken, EOF, Lexer, type TokenType } from "chevrotain";

/** One token of the parser's stream. Brackets know their partner; every token knows the bracket it stands in. */
export class Token {
  /** True when a line break (blank and comment lines skipped) stands before it. */
  lineBreak = false;
  /** Index in the parser's stream. */
  at = -1;
  /** The matching bracket of a bracket. */
  partner: Token | null = null;
  /** The innermost open bracket around it; for a closing bracket the one it closes. */
  parent: Token | null = null;

  constructor(
    public tokenType: TokenType,
    readonly image: string,
    readonly startOffset: number,
    /** Offset of the last character; one less than `startOffset` for tokens without text. */
    readonly endOffset: number,
    /** For strings and comments: false when the closing mark is missing. */
    readonly closed = true,
  ) {
    this.tokenTypeIdx = tokenType.tokenTypeIdx!;
  }

  tokenTypeIdx: number;

  get end(): number {
    return this.endOffset + 1;
  }

  /** Gives the token another type (a reserved word after a dot is a plain name). */
  retype(type: TokenType): void {
    this.tokenType = type;
    this.tokenTypeIdx = type.tokenTypeIdx!;
  }
}

/** Any name or reserved word: what may stand as a key, after a dot and in a module path. */
export const Word = createToken({ name: "Word", label: "a name", pattern: Lexer.NA });
/** Binary operators of the expression rule (`not in` is two tokens). */
export const Infix = createToken({ name: "Infix", label: "an operator", pattern: Lexer.NA });
/** Prefix operators of the expression rule. */
export const Prefix = createToken({ name: "Prefix", label: "an operator", pattern: Lexer.NA });
export const AssignOperator = createToken({ name: "AssignOperator", label: "`=`", pattern: Lexer.NA });

export const Identifier = createToken({ name: "Identifier", label: "a name", pattern: Lexer.NA, categories: Word });
export const NumberToken = createToken({ name: "Number", label: "a number", pattern: Lexer.NA });
export const StringToken = createToken({ name: "String", label: "a string", pattern: Lexer.NA });
export const RegexToken = createToken({ name: "Regex", label: "a regular expression", pattern: Lexer.NA });
/** Zero-width: a line break that ends a statement, a member or an element. Never lexed; see layout.ts. */
export const LineEnd = createToken({ name: "LineEnd", label: "the end of the line", pattern: Lexer.NA });

const reserved = (word: string, ...categories: TokenType[]): TokenType =>
  createToken({
    name: word[0]!.toUpperCase() + word.slice(1),
    label: `\`${word}\``,
    pattern: Lexer.NA,
    categories: [Word, ...categories],
  });

export const Let = reserved("let");
export const If = reserved("if");
export const Else = reserved("else");
export const For = reserved("for");
export const In = reserved("in", Infix);
export const While = reserved("while");
export const Try = reserved("try");
export const Catch = reserved("catch");
export const Finally = reserved("finally");
export const Throw = reserved("throw");
export const Return = reserved("return");
export const Break = reserved("break");
export const Continue = reserved("continue");
export const FunctionWord = reserved("function");
export const New = reserved("new");
export const True = reserved("true");
export const False = reserved("false");
export const Null = reserved("null");
export const Undefined = reserved("undefined");
export const And = reserved("and", Infix);
export const Or = reserved("or", Infix);
export const Not = reserved("not", Prefix);
export const This = reserved("this");

/** The reserved words, by their text. */
export const reservedWords: ReadonlyMap<string, TokenType> = new Map(
  [
    Let,
    If,
    Else,
    For,
    In,
    While,
    Try,
    Catch,
    Finally,
    Throw,
    Return,
    Break,
    Continue,
    FunctionWord,
    New,
    True,
    False,
    Null,
    Undefined,
    And,
    Or,
    Not,
    This,
  ].map((type) => [type.LABEL!.slice(1, -1), type]),
);

/** Every punctuation mark and operator by its text; filled by `mark` below, longest first when the lexer is built. */
export const marks = new Map<string, TokenType>();

const mark = (name: string, text: string, ...categories: TokenType[]): TokenType => {
  const type = createToken({ name, label: `\`${text}\``, pattern: text, categories });
  marks.set(text, type);
  return type;
};

export const LParen = mark("LParen", "(");
export const RParen = mark("RParen", ")");
export const LBracket = mark("LBracket", "[");
export const RBracket = mark("RBracket", "]");
export const LCurly = mark("LCurly", "{");
export const RCurly = mark("RCurly", "}");
export const Comma = mark("Comma", ",");
export const Semicolon = mark("Semicolon", ";");
export const Colon = mark("Colon", ":");
export const Ellipsis = mark("Ellipsis", "...");
export const Dot = mark("Dot", ".");
export const QuestionDot = mark("QuestionDot", "?.");
export const Question = mark("Question", "?");
export const Arrow = mark("Arrow", "=>");
export const ThinArrow = mark("ThinArrow", "->");
export const Assign = mark("Assign", "=", AssignOperator);
export const Increment = mark("Increment", "++");
export const Decrement = mark("Decrement", "--");
export const Bang = mark("Bang", "!", Prefix);
export const Tilde = mark("Tilde", "~", Prefix);
export const Plus = mark("Plus", "+", Infix, Prefix);
export const Minus = mark("Minus", "-", Infix, Prefix);
export const Slash = mark("Slash", "/", Infix);
export const Less = mark("Less", "<", Infix);
export const Greater = mark("Greater", ">", Infix);
export const GreaterEqual = mark("GreaterEqual", ">=", Infix);
export const ShiftRight = mark("ShiftRight", ">>", Infix);
export const ShiftRightUnsigned = mark("ShiftRightUnsigned", ">>>", Infix);
export const BitOr = mark("BitOr", "|", Infix);
export const AndAnd = mark("AndAnd", "&&", Infix);
export const OrOr = mark("OrOr", "||", Infix);
export const QuestionQuestion = mark("QuestionQuestion", "??", Infix);
mark("Star", "*", Infix);
mark("Percent", "%", Infix);
mark("Power", "**", Infix);
mark("ShiftLeft", "<<", Infix);
mark("BitAnd", "&", Infix);
mark("BitXor", "^", Infix);
mark("LessEqual", "<=", Infix);
mark("EqualEqual", "==", Infix);
mark("NotEqual", "!=", Infix);
mark("StrictEqual", "===", Infix);
mark("StrictNotEqual", "!==", Infix);
for (const text of ["+=", "-=", "*=", "/=", "%=", "??="])
  mark(`Assign${text.length === 3 ? "Null" : text.charCodeAt(0)}`, text, AssignOperator);

/** The whole vocabulary of the parser. */
export const vocabulary: TokenType[] = [
  Word,
  Infix,
  Prefix,
  AssignOperator,
  Identifier,
  NumberToken,
  StringToken,
  RegexToken,
  LineEnd,
  ...reservedWords.values(),
  ...marks.values(),
];

const infixTypes = new Set(
  [...marks.values(), ...reservedWords.values()].filter((type) => type.CATEGORIES?.includes(Infix)),
);
const assignTypes = new Set([...marks.values()].filter((type) => type.CATEGORIES?.includes(AssignOperator)));

export const isInfix = (token: Token): boolean => infixTypes.has(token.tokenType);
export const isAssign = (token: Token): boolean => assignTypes.has(token.tokenType);
export const isEnd = (token: Token): boolean => token.tokenType === EOF;

/** A name or reserved word. */
export function isWord(token: Token): boolean {
  return token.tokenType === Identifier || reservedWords.get(token.image) === token.tokenType;
}

const openers = new Map([
  [LParen, RParen],
  [LBracket, RBracket],
  [LCurly, RCurly],
]);
const closers = new Map([...openers].map(([open, close]) => [close, open]));

/** The closing type of an opening bracket, undefined for other tokens. */
export const closerOf = (token: Token): TokenType | undefined => openers.get(token.tokenType);
/** The opening type of a closing bracket, undefined for other tokens. */
export const openerOf = (token: Token): TokenType | undefined => closers.get(token.tokenType);

const operandEnds = new Set<TokenType>([
  Identifier,
  NumberToken,
  StringToken,
  RegexToken,
  RParen,
  RBracket,
  True,
  False,
  Null,
  Undefined,
  This,
]);

/** True for the type of a token that can end an operand, so that `/` after it divides and `[` after it indexes. */
export const endsOperand = (type: TokenType): boolean => operandEnds.has(type);

const expressionStarts = new Set<TokenType>([
  Identifier,
  NumberToken,
  StringToken,
  RegexToken,
  LParen,
  LBracket,
  LCurly,
  True,
  False,
  Null,
  Undefined,
  This,
  FunctionWord,
  New,
  If,
  Not,
  Bang,
  Tilde,
  Minus,
]);

/** True for a token that can begin an expression. */
export const beginsExpression = (token: Token): boolean => expressionStarts.has(token.tokenType);
