package dev.firth.documents.pattern;

import static java.util.Map.entry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The sets that {@code \p} of ECMA-262 names: general categories, scripts and binary properties of
 * Unicode.
 */
final class UnicodeProperties {
  private static final Map<String, CodePoints> KNOWN = new ConcurrentHashMap<>();

  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          entry("Letter", "L"),
          entry("Cased_Letter", "LC"),
          entry("Uppercase_Letter", "Lu"),
          entry("Lowercase_Letter", "Ll"),
          entry("Titlecase_Letter", "Lt"),
          entry("Modifier_Letter", "Lm"),
          entry("Other_Letter", "Lo"),
          entry("Mark", "M"),
          entry("Combining_Mark", "M"),
          entry("Nonspacing_Mark", "Mn"),
          entry("Spacing_Mark", "Mc"),
          entry("Enclosing_Mark", "Me"),
          entry("Number", "N"),
          entry("Decimal_Number", "Nd"),
          entry("digit", "Nd"),
          entry("Letter_Number", "Nl"),
          entry("Other_Number", "No"),
          entry("Punctuation", "P"),
          entry("punct", "P"),
          entry("Connector_Punctuation", "Pc"),
          entry("Dash_Punctuation", "Pd"),
          entry("Open_Punctuation", "Ps"),
          entry("Close_Punctuation", "Pe"),
          entry("Initial_Punctuation", "Pi"),
          entry("Final_Punctuation", "Pf"),
          entry("Other_Punctuation", "Po"),
          entry("Symbol", "S"),
          entry("Math_Symbol", "Sm"),
          entry("Currency_Symbol", "Sc"),
          entry("Modifier_Symbol", "Sk"),
          entry("Other_Symbol", "So"),
          entry("Separator", "Z"),
          entry("Space_Separator", "Zs"),
          entry("Line_Separator", "Zl"),
          entry("Paragraph_Separator", "Zp"),
          entry("Other", "C"),
          entry("Control", "Cc"),
          entry("cntrl", "Cc"),
          entry("Format", "Cf"),
          entry("Surrogate", "Cs"),
          entry("Private_Use", "Co"),
          entry("Unassigned", "Cn"));

  private static final String TYPES =
      "CnLuLlLtLmLoMnMeMcNdNlNoZsZlZpCcCf..CoCsPdPsPePcPoSmScSkSoPiPf";

  private static final Map<String, IntPredicate> BINARY =
      Map.ofEntries(
          entry("Any", c -> true),
          entry("ASCII", c -> c < 0x80),
          entry("Assigned", Character::isDefined),
          entry("Alphabetic", Character::isAlphabetic),
          entry("Alpha", Character::isAlphabetic),
          entry("Lowercase", Character::isLowerCase),
          entry("Lower", Character::isLowerCase),
          entry("Uppercase", Character::isUpperCase),
          entry("Upper", Character::isUpperCase),
          entry("White_Space", UnicodeProperties::whiteSpace),
          entry("space", UnicodeProperties::whiteSpace),
          entry("Ideographic", Character::isIdeographic),
          entry("Ideo", Character::isIdeographic),
          entry("ID_Start", Character::isUnicodeIdentifierStart),
          entry("IDS", Character::isUnicodeIdentifierStart),
          entry("ID_Continue", UnicodeProperties::idContinue),
          entry("IDC", UnicodeProperties::idContinue),
          entry("ASCII_Hex_Digit", UnicodeProperties::hex),
          entry("AHex", UnicodeProperties::hex),
          entry("Emoji", Character::isEmoji),
          entry("Emoji_Presentation", Character::isEmojiPresentation),
          entry("Emoji_Modifier", Character::isEmojiModifier),
          entry("Emoji_Modifier_Base", Character::isEmojiModifierBase),
          entry("Emoji_Component", Character::isEmojiComponent),
          entry("Extended_Pictographic", Character::isExtendedPictographic));

  private UnicodeProperties() {}

  /** The set of {@code \p{expression}}, or null where there is none of that name. */
  static @Nullable CodePoints of(String expression) {
    CodePoints known = KNOWN.get(expression);
    if (known == null) {
      known = compute(expression);
      if (known != null) {
        KNOWN.put(expression, known);
      }
    }
    return known;
  }

  private static @Nullable CodePoints compute(String expression) {
    int equals = expression.indexOf('=');
    if (equals < 0) {
      IntPredicate binary = BINARY.get(expression);
      return binary != null ? CodePoints.where(binary) : category(expression);
    }
    String value = expression.substring(equals + 1);
    return switch (expression.substring(0, equals)) {
      case "General_Category", "gc" -> category(value);
      case "Script", "sc", "Script_Extensions", "scx" -> script(value);
      default -> null;
    };
  }

  private static @Nullable CodePoints category(String name) {
    String wanted = CATEGORIES.getOrDefault(name, name);
    boolean exists = wanted.equals("LC");
    for (int i = 0; i < TYPES.length(); i += 2) {
      exists |= TYPES.startsWith(wanted, i) && (wanted.length() == 2 || wanted.length() == 1);
    }
    return !exists || wanted.equals("..")
        ? null
        : CodePoints.where(c -> inCategory(Character.getType(c), wanted));
  }

  private static boolean inCategory(int type, String wanted) {
    String name = TYPES.substring(type * 2, type * 2 + 2);
    return wanted.equals("LC")
        ? name.equals("Lu") || name.equals("Ll") || name.equals("Lt")
        : name.startsWith(wanted);
  }

  private static @Nullable CodePoints script(String name) {
    try {
      var script = Character.UnicodeScript.forName(name);
      return CodePoints.where(c -> Character.UnicodeScript.of(c) == script);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean whiteSpace(int c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
  }

  private static boolean idContinue(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private static boolean hex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
