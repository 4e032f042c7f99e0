package ale.runner;

import ale.core.AleException;
import ale.core.AtomicFiles;
import ale.core.Digest;
import ale.core.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key with which this machine signs what it saw. */
public final class Examiner {
  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;
  private final String publicKey;

  private Examiner(PrivateKey key, String publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** The key in a folder, made there at first use; only its owner can read it. */
  public static Examiner at(Path folder) {
    Path secret = folder.resolve("examiner.key");
    Path open = folder.resolve("examiner.pub");
    try {
      if (!Files.exists(secret)) {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        AtomicFiles.write(open, base64(pair.getPublic().getEncoded()));
        AtomicFiles.write(secret, base64(pair.getPrivate().getEncoded()));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      }
      byte[] bytes = Base64.getDecoder().decode(Files.readString(secret).strip());
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      return new Examiner(key, Files.readString(open).strip());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new InputException("the signing key " + secret + " cannot be used: " + e, e);
    }
  }

  private static byte[] base64(byte[] bytes) {
    return (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The public half, base64 of its X.509 form. */
  public String publicKey() {
    return publicKey;
  }

  String sign(String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AleException("cannot sign", e);
    }
  }

  /** A secret about something, always the same, that only the owner of the key can know. */
  String token(String... words) {
    return "ale-" + Digest.of(sign("ale-token-1\n" + String.join("\n", words))).substring(0, 48);
  }

  static boolean verify(String publicKey, String text, String signature) {
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
